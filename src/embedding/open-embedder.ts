import type { Settings } from '../config/settings.js';
import { planBatches } from '../models/batches.js';
import { resolveModel } from '../models/locate-model.js';
import {
  ModelProcess,
  modelPlaces,
  type ModelDescription,
  type OpeningOptions,
  type TextRole,
} from '../models/model-process.js';
import type { Embedder } from './embedder.js';

/** Texts whose tokens are counted in one call: few enough that packing them holds up nothing else. */
const COUNTED_AT_ONCE = 64;
/** Batches that the process has at a time: the next, while it is at one, so that it need not wait for it to be packed. */
const BATCHES_AT_ONCE = 2;

/** Milliseconds that a question waits for its vector: it takes some ten, and maybe those that reading another passage takes. */
const QUERY_WITHIN = 10_000;

/** What {@link openEmbedder} needs of the settings, and who hears of a download. */
export type EmbedderOptions = OpeningOptions & Pick<Settings, 'embeddingModel'>;

/**
 * Opens an embedding model in the model process, downloading it first if it is one of the hub and not in the cache yet. Closing it
 * closes the process.
 *
 * @param models - closed where the model cannot be opened; one of its own when left out
 * @throws {@link UserError} `model-not-found`, `model-unreachable` or `model-broken`.
 */
export async function openEmbedder(options: EmbedderOptions, models?: ModelProcess): Promise<Embedder> {
  const model = resolveModel(options.embeddingModel, modelPlaces(options));
  const where = models ?? new ModelProcess(`embedding model ${model.name}`, options.onDownload);
  try {
    const description = await where.open((remote) => remote.openEmbedder(model, options.modelHub));
    return new ProcessEmbedder(model.name, description, where);
  } catch (error) {
    await where.close();
    throw error;
  }
}

/** Embeds in the model process. */
class ProcessEmbedder implements Embedder {
  readonly name: string;
  readonly dimensions: number;
  readonly maxTokens: number;
  readonly fingerprint: string;
  readonly #models: ModelProcess;

  constructor(name: string, { dimensions, maxTokens, fingerprint }: ModelDescription, models: ModelProcess) {
    this.name = name;
    this.dimensions = dimensions;
    this.maxTokens = maxTokens;
    this.fingerprint = fingerprint;
    this.#models = models;
  }

  async countTokens(texts: readonly string[]): Promise<number[]> {
    const counts: number[] = [];
    for (let start = 0; start < texts.length; start += COUNTED_AT_ONCE) {
      const some = texts.slice(start, start + COUNTED_AT_ONCE);
      counts.push(...(await this.#models.call((remote) => remote.countTokens(some))));
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
    return this.#models.close();
  }

  async #embed(
    role: TextRole,
    texts: readonly string[],
    onProgress?: (done: number) => void,
  ): Promise<Float32Array[]> {
    const vectors = new Array<Float32Array>(texts.length);
    let done = 0;
    const embedBatch = async (positions: readonly number[]) => {
      const batch = positions.map((position) => texts[position] ?? '');
      const within = role === 'query' ? QUERY_WITHIN : Infinity;
      const laid = await this.#models.call((remote) => remote.embed(role, batch), within);
      positions.forEach((position, row) => {
        // A copy each: a row of the message's memory would keep the whole message.
        vectors[position] = laid.slice(row * this.dimensions, (row + 1) * this.dimensions);
      });
      done += positions.length;
      onProgress?.(done);
    };
    const batches = planBatches(texts.map(({ length }) => length)).values();
    // Each takes the next batch there is until there are none.
    const lane = async () => {
      for (const positions of batches) await embedBatch(positions);
    };
    await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, lane));
    return vectors;
  }
}
