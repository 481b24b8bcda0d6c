import type { ModelProfile, ResolvedModel } from '../models/locate-model.js';
import { loadFromFolder, type LoadedParts } from '../models/load-from-folder.js';
import { loadFile, type ModelFiles } from '../models/model-files.js';
import type { Network } from '../models/network.js';
import { pool, type TokenVectors } from './pooling.js';
import type { TextRole } from '../models/protocol.js';
import { TextTokenizer } from '../models/text-tokenizer.js';
import { tokenLimit } from '../models/token-limit.js';

/** A loaded model. {@link TransformersModel.embed} blocks the thread while it runs; hence the worker. */
export class TransformersModel {
  readonly dimensions: number;
  /** Tokens that one text may hold, special tokens and the longer prefix taken off. */
  readonly maxTokens: number;
  readonly #tokenizer: TextTokenizer;
  readonly #network: Network;
  readonly #padding: number;
  readonly #profile: ModelProfile;
  readonly #limit: number;

  private constructor(
    { tokenizer, network, padding }: LoadedParts,
    profile: ModelProfile,
    limit: number,
    dimensions: number,
  ) {
    this.#tokenizer = new TextTokenizer(tokenizer);
    this.#network = network;
    this.#padding = padding;
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
  static async load(model: ResolvedModel, files: ModelFiles): Promise<TransformersModel> {
    const parts = await loadFromFolder(model, files);
    const { dimensions } = await loadFile(model, files.weights, () => run(parts.network, [[0]], 0));
    return new TransformersModel(parts, model.profile, tokenLimit(model.profile, files), dimensions);
  }

  /** Tokens in `text`, without special tokens. */
  countTokens(text: string): number {
    return this.#tokenizer.ids(text).length;
  }

  /** The vectors of `texts`, in order, laid end to end. Text over the limit of tokens is cut off. */
  async embed(role: TextRole, texts: readonly string[]): Promise<Float32Array> {
    const prefix = role === 'query' ? this.#profile.queryPrefix : this.#profile.passagePrefix;
    const rows = texts.map((text) => this.#tokenizer.encode(prefix + text, this.#limit));
    const hidden = await run(this.#network, rows, this.#padding);
    return pool(
      hidden,
      rows.map((row) => row.length),
      this.#profile.pooling,
    );
  }
}

/** The vectors that the network gives for the tokens of each row of token ids. */
async function run(
  network: Network,
  ids: readonly (readonly number[])[],
  padding: number,
): Promise<TokenVectors> {
  const { last_hidden_state, token_embeddings } = await network.run({ ids, padding });
  const hidden = last_hidden_state ?? token_embeddings;
  const [, width, dimensions] = hidden?.dims ?? [];
  if (width === undefined || dimensions === undefined || !(hidden?.data instanceof Float32Array)) {
    throw new Error('it gives no vector of 32-bit floats for each token');
  }
  return { values: hidden.data, width, dimensions };
}
