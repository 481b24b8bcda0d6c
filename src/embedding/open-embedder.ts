import type { Settings } from '../config/settings.js';
import type { Embedder } from './embedder.js';
import { resolveModel } from '../models/locate-model.js';
import { modelPlaces, openIn, startWorker, type OpeningOptions } from '../models/open-worker.js';
import type { ModelDescription, TextRole } from '../models/protocol.js';
import type { WorkerProcess } from '../models/worker-process.js';

/** Texts sent to the worker at once: few enough that packing them holds up nothing else. */
const TEXTS_PER_TASK = 64;

/** What {@link openEmbedder} needs of the settings, and who hears of a download. */
export type EmbedderOptions = OpeningOptions & Pick<Settings, 'embeddingModel'>;

/**
 * Opens an embedding model in a worker, downloading it first if it is one of the hub and not in the cache yet. Closing it closes the
 * worker.
 *
 * @param worker - closed where the model cannot be opened; one of its own when left out
 * @throws {@link UserError} `model-not-found`, `model-unreachable` or `model-broken`.
 */
export async function openEmbedder(options: EmbedderOptions, worker?: WorkerProcess): Promise<Embedder> {
  const model = resolveModel(options.embeddingModel, modelPlaces(options));
  const where = worker ?? startWorker(`embedding model ${model.name}`);
  try {
    const opened = await openIn(where, { kind: 'open', model, hub: options.modelHub }, options.onDownload);
    if (opened.kind !== 'opened') throw new Error('The worker did not describe its embedding model.');
    return new TransformersEmbedder(model.name, opened.description, where);
  } catch (error) {
    await where.close();
    throw error;
  }
}

class TransformersEmbedder implements Embedder {
  readonly name: string;
  readonly dimensions: number;
  readonly maxTokens: number;
  readonly fingerprint: string;
  readonly #worker: WorkerProcess;

  constructor(name: string, description: ModelDescription, worker: WorkerProcess) {
    this.name = name;
    this.dimensions = description.dimensions;
    this.maxTokens = description.maxTokens;
    this.fingerprint = description.fingerprint;
    this.#worker = worker;
  }

  async countTokens(texts: readonly string[]): Promise<number[]> {
    const counts: number[] = [];
    for (const chunk of chunks(texts)) {
      await this.#worker.run({ kind: 'count-tokens', texts: chunk.texts }, (result) => {
        if (result.kind === 'counts') {
          counts.push(...result.counts);
        }
      });
    }
    return counts;
  }

  embedPassages(texts: readonly string[], onProgress?: (done: number) => void): Promise<Float32Array[]> {
    return this.#embed('passage', texts, onProgress);
  }

  embedQueries(texts: readonly string[]): Promise<Float32Array[]> {
    return this.#embed('query', texts);
  }

  close(): Promise<void> {
    return this.#worker.close();
  }

  async #embed(
    role: TextRole,
    texts: readonly string[],
    onProgress?: (done: number) => void,
  ): Promise<Float32Array[]> {
    const vectors: Float32Array[] = new Array<Float32Array>(texts.length);
    let done = 0;
    let before = Promise.resolve();
    for (const chunk of chunks(texts)) {
      const task = this.#worker.run({ kind: 'embed', role, texts: chunk.texts }, (result) => {
        if (result.kind === 'vectors') {
          result.positions.forEach((position, row) => {
            // A copy each: a row of the message's memory would keep the whole message.
            vectors[chunk.start + position] = result.vectors.slice(
              row * this.dimensions,
              (row + 1) * this.dimensions,
            );
          });
          done += result.positions.length;
          onProgress?.(done);
        }
      });
      // What it rejects with is heard of below; until then it is nobody's.
      task.catch(() => undefined);
      // The worker has the next task while it is at this one, and need not wait for it to be packed.
      await before;
      before = task;
    }
    await before;
    return vectors;
  }
}

function* chunks(texts: readonly string[]): Generator<{ start: number; texts: readonly string[] }> {
  for (let start = 0; start < texts.length; start += TEXTS_PER_TASK) {
    yield { start, texts: texts.slice(start, start + TEXTS_PER_TASK) };
  }
}
