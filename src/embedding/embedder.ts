import type { Settings } from '../config/settings.js';
import {
  planBatches,
  ModelProcess,
  type ModelDescription,
  type OpeningOptions,
  type TextRole,
} from '../models/model-process.js';
import { resolveModel } from './model-families.js';

export interface Embedder extends ModelDescription {
  /** Name for people, as in the setting EMBEDDING_MODEL. */
  readonly name: string;
  /** Tokens in each text by the model's own tokenizer, without special tokens. */
  countTokens(texts: readonly string[]): Promise<number[]>;
  /** One vector a text, in the order given. `onProgress` hears how many texts are done so far. */
  embedPassages(texts: readonly string[], onProgress?: (done: number) => void): Promise<Float32Array[]>;
  embedQueries(texts: readonly string[]): Promise<Float32Array[]>;
  /** Lets the model go. Calls under way reject. */
  close(): Promise<void>;
}

/** Texts whose tokens are counted in one call: few enough that packing them holds up nothing else. */
const COUNTED_AT_ONCE = 64;
/** Batches that the process has at a time: the next, while it is at one, so that it need not wait for it to be packed. */
const BATCHES_AT_ONCE = 2;

/** Milliseconds that a question waits for its vector: it takes some ten, and maybe those that reading another passage takes. */
const QUERY_WITHIN = 10_000;

/**
 * Opens an embedding model in the model process, downloading it first if it is one of the hub and not in the cache yet. Closing it
 * closes the process.
 *
 * @param models - closed where the model cannot be opened; one of its own when left out
 * @throws {@link UserError} `model-not-found`, `model-unreachable` or `model-broken`.
 */
export async function openEmbedder(
  settings: OpeningOptions & Pick<Settings, 'embeddingModel'>,
  models?: ModelProcess,
): Promise<Embedder> {
  const model = resolveModel(settings.embeddingModel, settings);
  const where = models ?? new ModelProcess(`embedding model ${model.name}`);
  try {
    const description = await where.open((remote) => remote.openEmbedder(model, settings.modelHub));
    return embedderIn(where, model.name, description);
  } catch (error) {
    await where.close();
    throw error;
  }
}

function embedderIn(models: ModelProcess, name: string, description: ModelDescription): Embedder {
  const { dimensions } = description;
  const embed = async (
    role: TextRole,
    texts: readonly string[],
    onProgress?: (done: number) => void,
  ): Promise<Float32Array[]> => {
    const vectors = new Array<Float32Array>(texts.length);
    let done = 0;
    const embedBatch = async (positions: readonly number[]) => {
      const batch = positions.map((position) => texts[position] ?? '');
      const within = role === 'query' ? QUERY_WITHIN : Infinity;
      const laid = await models.call((remote) => remote.embed(role, batch), within);
      positions.forEach((position, row) => {
        // A copy each: a row of the message's memory would keep the whole message.
        vectors[position] = laid.slice(row * dimensions, (row + 1) * dimensions);
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
  };
  return {
    name,
    ...description,
    countTokens: async (texts) => {
      const counts: number[] = [];
      for (let start = 0; start < texts.length; start += COUNTED_AT_ONCE) {
        const some = texts.slice(start, start + COUNTED_AT_ONCE);
        counts.push(...(await models.call((remote) => remote.countTokens(some))));
      }
      return counts;
    },
    embedPassages: (texts, onProgress) => embed('passage', texts, onProgress),
    embedQueries: (texts) => embed('query', texts),
    close: () => models.close(),
  };
}
