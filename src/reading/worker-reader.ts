import { locateModel } from '../models/locate-model.js';
import { modelPlaces, openIn, type OpeningOptions } from '../models/open-worker.js';
import type { WorkerProcess } from '../models/worker-process.js';
import type { PassageToRead, Reader, Reading } from './reader.js';

/** What a {@link WorkerReader} needs of the settings. */
export interface ReaderOptions extends OpeningOptions {
  /** As the setting READER_MODEL: the built-in model, a hub name, or the path of a folder. */
  readonly readerModel: string;
}

/**
 * Reads in a worker, which opens the model when it is first asked to: who only reindexes never waits for it. A model that is the hub's
 * is downloaded first, if it is not in the cache yet.
 */
export class WorkerReader implements Reader {
  readonly name: string;
  readonly #options: ReaderOptions;
  readonly #worker: WorkerProcess;
  #opening: Promise<void> | undefined;
  #trouble: unknown = null;

  constructor(options: ReaderOptions, worker: WorkerProcess) {
    this.name = options.readerModel;
    this.#options = options;
    this.#worker = worker;
  }

  /** What went wrong when it was opened or read last; null where nothing did. */
  get trouble(): unknown {
    return this.#trouble;
  }

  /**
   * Opens the model; once, however often it is asked.
   *
   * @throws {@link UserError} `model-not-found`, `model-unreachable` or `model-broken`; the same again at each call
   */
  open(): Promise<void> {
    this.#opening ??= this.#noting(() => this.#open());
    return this.#opening;
  }

  async read(
    question: string,
    passages: readonly PassageToRead[],
    withinMs: number,
  ): Promise<readonly (Reading | null)[]> {
    await this.open();
    const readings = new Array<Reading | null>(passages.length).fill(null);
    await this.#noting(() =>
      this.#worker.run({ kind: 'read', question, passages, withinMs }, (result) => {
        if (result.kind !== 'readings') return;
        result.positions.forEach((position, at) => {
          readings[position] = result.readings[at] ?? null;
        });
      }),
    );
    return readings;
  }

  async #open(): Promise<void> {
    const { modelHub: hub, onDownload } = this.#options;
    const model = locateModel(this.name, 'reading', modelPlaces(this.#options));
    await openIn(this.#worker, { kind: 'open-reader', model, hub }, onDownload);
  }

  async #noting(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.#trouble = null;
    } catch (error) {
      this.#trouble = error;
      throw error;
    }
  }
}
