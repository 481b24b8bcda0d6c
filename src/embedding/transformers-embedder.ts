import type { ModelProfile, ResolvedModel } from './model-families.js';
import type { ModelFiles } from '../models/model-files.js';
import {
  loadFile,
  loadFromFolder,
  tokenLimit,
  type LoadedParts,
  type Network,
} from '../models/load-model.js';
import type { TextRole } from '../models/model-process.js';
import { TextTokenizer } from '../models/text-tokenizer.js';

/** A loaded model. {@link TransformersEmbedder.embed} blocks the thread while it runs; hence the worker. */
export class TransformersEmbedder {
  readonly dimensions: number;
  /** Tokens that one text may hold, special tokens and the longer prefix taken off. */
  readonly maxTokens: number;
  readonly #tokenizer: TextTokenizer;
  readonly #network: Network;
  readonly #profile: ModelProfile;
  readonly #limit: number;

  private constructor(
    { tokenizer, network }: LoadedParts,
    profile: ModelProfile,
    limit: number,
    dimensions: number,
  ) {
    this.#tokenizer = new TextTokenizer(tokenizer);
    this.#network = network;
    this.#profile = profile;
    this.#limit = limit;
    this.dimensions = dimensions;
    const prefix = Math.max(this.countTokens(profile.queryPrefix), this.countTokens(profile.passagePrefix));
    this.maxTokens = limit - prefix - this.#tokenizer.specialTokens;
  }

  /**
   * Loads a model from its files, without any network, and runs it once.
   *
   * @throws {@link UserError} `model-broken`, naming the file.
   */
  static async load(model: ResolvedModel, files: ModelFiles): Promise<TransformersEmbedder> {
    const parts = await loadFromFolder(model, files);
    const { dimensions } = await loadFile(model, files.weights, () => run(parts.network, [[0]]));
    return new TransformersEmbedder(parts, model.profile, tokenLimit(model.profile, files), dimensions);
  }

  /** Tokens in `text`, without special tokens. */
  countTokens(text: string): number {
    return this.#tokenizer.ids(text).length;
  }

  /** The vectors of `texts`, in order, laid end to end. Text over the limit of tokens is cut off. */
  async embed(role: TextRole, texts: readonly string[]): Promise<Float32Array> {
    const prefix = role === 'query' ? this.#profile.queryPrefix : this.#profile.passagePrefix;
    const rows = texts.map((text) => this.#tokenizer.encode(prefix + text, this.#limit));
    const hidden = await run(this.#network, rows);
    return pool(
      hidden,
      rows.map((row) => row.length),
      this.#profile.pooling,
    );
  }
}

/** The vectors that the network gives for the tokens of each row of token ids. */
async function run(network: Network, ids: readonly (readonly number[])[]): Promise<TokenVectors> {
  const { last_hidden_state, token_embeddings } = await network.run(ids);
  const hidden = last_hidden_state ?? token_embeddings;
  const [, width, dimensions] = hidden?.dims ?? [];
  if (width === undefined || dimensions === undefined || !(hidden?.data instanceof Float32Array)) {
    throw new Error('it gives no vector of 32-bit floats for each token');
  }
  return { values: hidden.data, width, dimensions };
}

/** Token vectors of a batch, `[texts][width][dimensions]` laid end to end; each text is padded on the right to `width`. */
interface TokenVectors {
  readonly values: Float32Array;
  readonly width: number;
  readonly dimensions: number;
}

/**
 * One vector of length 1 for each text of a batch, laid end to end.
 *
 * Done here and not by the library, whose pooling goes through a proxy object element by element and costs more than
 * running a small model.
 *
 * @param tokens - tokens of each text, padding left out; at least 1
 */
export function pool(
  hidden: TokenVectors,
  tokens: readonly number[],
  pooling: ModelProfile['pooling'],
): Float32Array {
  const { values, width, dimensions } = hidden;
  const pooled = new Float32Array(tokens.length * dimensions);
  tokens.forEach((count, text) => {
    const start = text * width * dimensions;
    const sum = sumOfRows(values, start, pooling === 'cls' ? 1 : count, dimensions);
    const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
    // A vector of zeros has no direction; it stays as it is, rather than turn into NaN.
    if (length === 0) return;
    for (let axis = 0; axis < dimensions; axis++) {
      pooled[text * dimensions + axis] = (sum[axis] ?? 0) / length;
    }
  });
  return pooled;
}

/** Four rows at a time: reading and writing the sum costs more than adding does. */
function sumOfRows(values: Float32Array, start: number, rows: number, dimensions: number): Float64Array {
  const sum = new Float64Array(dimensions);
  const end = start + rows * dimensions;
  let row = start;
  for (; row + 4 * dimensions <= end; row += 4 * dimensions) {
    for (let axis = 0; axis < dimensions; axis++) {
      const at = row + axis;
      const first = (values[at] ?? 0) + (values[at + dimensions] ?? 0);
      const second = (values[at + 2 * dimensions] ?? 0) + (values[at + 3 * dimensions] ?? 0);
      sum[axis] = (sum[axis] ?? 0) + first + second;
    }
  }
  for (; row < end; row += dimensions) {
    for (let axis = 0; axis < dimensions; axis++) sum[axis] = (sum[axis] ?? 0) + (values[row + axis] ?? 0);
  }
  return sum;
}
