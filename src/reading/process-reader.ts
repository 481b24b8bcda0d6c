import PQueue from 'p-queue';
import { planBatches, type ModelProcess, type OpeningOptions } from '../models/model-process.js';
import { locateModel } from '../models/model-files.js';
import type { PassageToRead, Reader, Reading } from './reader.js';

/** Milliseconds that reading one batch may take; it takes some hundred. */
const BATCH_WITHIN = 20_000;

/**
 * Reads in the model process, which opens the model when it is first asked to: who only reindexes never waits for it. A model that is
 * the hub's is downloaded first, if it is not in the cache yet.
 */
export class ProcessReader implements Reader {
  readonly name: string;
  readonly #settings: OpeningOptions;
  readonly #models: ModelProcess;
  /** Questions are read one after the other: read at once, they would all end when the last does. */
  readonly #turns = new PQueue({ concurrency: 1 });
  #opening: Promise<void> | undefined;
  #trouble: unknown = null;
  /** `ModelProcess.restarts` when that came: another process has other troubles. */
  #troubledIn = 0;

  /** @param name - as the setting READER_MODEL: the built-in model, a hub name, or the path of a folder */
  constructor(name: string, settings: OpeningOptions, models: ModelProcess) {
    this.name = name;
    this.#settings = settings;
    this.#models = models;
  }

  /** What went wrong when it was opened or read last; null where nothing did. */
  get trouble(): unknown {
    return this.#models.isUp && this.#troubledIn !== this.#models.restarts ? null : this.#trouble;
  }

  /**
   * Opens the model; once, however often it is asked.
   *
   * @throws {@link UserError} `model-not-found`, `model-unreachable` or `model-broken`; the same again at each call, but where the process
   * stopped over it
   */
  open(): Promise<void> {
    const { restarts } = this.#models;
    this.#opening ??= this.#noting(async () => {
      const model = locateModel(this.name, 'reading', this.#settings);
      await this.#models.open((remote) => remote.openReader(model, this.#settings.modelHub));
    }).catch((error: unknown) => {
      if (!this.#models.isUp || this.#models.restarts !== restarts) this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async read(
    question: string,
    passages: readonly PassageToRead[],
    withinMs: number,
  ): Promise<readonly (Reading | null)[]> {
    await this.open();
    const until = performance.now() + withinMs;
    return await this.#turns.add(() =>
      this.#noting(async () => {
        const readings = new Array<Reading | null>(passages.length).fill(null);
        for (const positions of planBatches(passages.map(({ title, text }) => title.length + text.length))) {
          if (performance.now() >= until) break;
          const batch = positions.flatMap((position) => passages[position] ?? []);
          const read = await this.#models.call((remote) => remote.read(question, batch), BATCH_WITHIN);
          positions.forEach((position, at) => (readings[position] = read[at] ?? null));
        }
        return readings;
      }),
    );
  }

  async #noting<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      const result = await work();
      this.#trouble = null;
      return result;
    } catch (error) {
      this.#trouble = error;
      this.#troubledIn = this.#models.restarts;
      throw error;
    }
  }
}
