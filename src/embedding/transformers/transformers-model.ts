import { AutoModel, type PreTrainedModel, type PreTrainedTokenizer, type Tensor } from '@xenova/transformers';
import type { ModelProfile, ResolvedModel } from '../models.js';
import { clipText } from './clip-text.js';
import { loadFromFolder, type LoadedParts } from './load-from-folder.js';
import { loadFile, type ModelFiles } from './model-files.js';
import { paddedTensor } from './padded-tensor.js';
import { pool, type TokenVectors } from './pooling.js';
import type { TextRole } from './protocol.js';
import { tokenLimit } from './token-limit.js';

/** A loaded model. {@link TransformersModel.embed} blocks the thread while it runs; hence the worker. */
export class TransformersModel {
  readonly dimensions: number;
  /** Tokens that one text may hold, special tokens and the longer prefix taken off. */
  readonly maxTokens: number;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #model: PreTrainedModel;
  readonly #padding: number;
  readonly #profile: ModelProfile;
  readonly #limit: number;
  /** Special tokens before and after every text. */
  readonly #special: { readonly before: number; readonly after: number };

  private constructor(
    { tokenizer, weights, padding }: LoadedParts,
    profile: ModelProfile,
    limit: number,
    dimensions: number,
  ) {
    this.#tokenizer = tokenizer;
    this.#model = weights;
    this.#padding = padding;
    this.#profile = profile;
    this.#limit = limit;
    this.#special = specialTokens(tokenizer);
    this.dimensions = dimensions;
    const prefix = Math.max(this.countTokens(profile.queryPrefix), this.countTokens(profile.passagePrefix));
    this.maxTokens = limit - prefix - this.#special.before - this.#special.after;
  }

  /**
   * Loads a model from its files, without any network, and runs it once.
   *
   * @throws {@link UserError} `model-broken`, naming the file.
   */
  static async load(model: ResolvedModel, files: ModelFiles): Promise<TransformersModel> {
    const parts = await loadFromFolder(model, files, AutoModel);
    const { dimensions } = await loadFile(model, files.weights, () => run(parts.weights, [[0]], 0));
    return new TransformersModel(parts, model.profile, tokenLimit(model.profile, files), dimensions);
  }

  /** Tokens in `text`, without special tokens. */
  countTokens(text: string): number {
    return this.#tokenizer.encode(text, null, { add_special_tokens: false }).length;
  }

  /** The vectors of `texts`, in order, laid end to end. Text over the limit of tokens is cut off. */
  async embed(role: TextRole, texts: readonly string[]): Promise<Float32Array> {
    const prefix = role === 'query' ? this.#profile.queryPrefix : this.#profile.passagePrefix;
    const rows = texts.map((text) => this.#encode(prefix + text));
    const hidden = await run(this.#model, rows, this.#padding);
    return pool(
      hidden,
      rows.map((row) => row.length),
      this.#profile.pooling,
    );
  }

  /** Token ids of `text`, cut to the limit so that the special tokens at its end stay. */
  #encode(text: string): readonly number[] {
    const ids = this.#tokenizer.encode(clipText(text, this.#limit));
    if (ids.length <= this.#limit) {
      // Without special tokens an empty text would have no token at all, and no mean.
      return ids.length > 0 ? ids : [0];
    }
    const { after } = this.#special;
    return [...ids.slice(0, this.#limit - after), ...ids.slice(ids.length - after)];
  }
}

/**
 * Runs the model on rows of token ids, padded on the right to the longest.
 *
 * The output's memory belongs to a JavaScript buffer in onnxruntime-node 1.14 and goes with it: there is nothing to
 * dispose, only nothing to keep.
 */
async function run(
  model: PreTrainedModel,
  rows: readonly (readonly number[])[],
  padding: number,
): Promise<TokenVectors> {
  const output: unknown = await model({
    input_ids: paddedTensor(rows, padding),
    attention_mask: paddedTensor(
      rows.map((row) => row.map(() => 1)),
      0,
    ),
  });
  const { last_hidden_state, token_embeddings } = output as Partial<Record<string, Tensor>>;
  const hidden = last_hidden_state ?? token_embeddings;
  const [, width, dimensions] = hidden?.dims ?? [];
  if (width === undefined || dimensions === undefined || !(hidden?.data instanceof Float32Array)) {
    throw new Error('it gives no vector of 32-bit floats for each token');
  }
  return { values: hidden.data, width, dimensions };
}

function specialTokens(tokenizer: PreTrainedTokenizer): { before: number; after: number } {
  const bare = tokenizer.encode('a', null, { add_special_tokens: false });
  const whole = tokenizer.encode('a');
  const before = bare[0] === undefined ? 0 : Math.max(0, whole.indexOf(bare[0]));
  return { before, after: whole.length - bare.length - before };
}
