import path from 'node:path';
import {
  AutoModel,
  AutoTokenizer,
  env,
  Tensor,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@xenova/transformers';
import { messageOf } from '../../errors.js';
import type { ModelProfile, ResolvedModel } from '../models.js';
import { brokenModel, type ModelFiles } from './model-files.js';
import { pool, type TokenVectors } from './pooling.js';
import type { TextRole } from './protocol.js';
import { tokenLimit } from './token-limit.js';

/**
 * Text beyond this many UTF-16 units for each token is cut before it is tokenized: no real text has tokens that long,
 * and a file without a space must not keep the worker busy for minutes.
 */
const MAX_CHARACTERS_PER_TOKEN = 64;

/** A loaded model. {@link TransformersModel.embed} blocks the thread while it runs; hence the worker. */
export class TransformersModel {
  readonly dimensions: number;
  /** Tokens that one text may hold, special tokens and the longer prefix taken off. */
  readonly maxTokens: number;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #model: PreTrainedModel;
  readonly #profile: ModelProfile;
  readonly #limit: number;
  /** Special tokens before and after every text. */
  readonly #special: { readonly before: number; readonly after: number };

  private constructor(
    tokenizer: PreTrainedTokenizer,
    model: PreTrainedModel,
    profile: ModelProfile,
    limit: number,
    dimensions: number,
  ) {
    this.#tokenizer = tokenizer;
    this.#model = model;
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
    env.allowRemoteModels = false;
    env.useFSCache = false;
    // The library joins this path and the model's name with "/" and knows no other way to a folder.
    env.localModelPath = path.dirname(files.folder);
    const name = path.basename(files.folder);

    const tokenizer = await AutoTokenizer.from_pretrained(name).catch((error: unknown) => {
      throw brokenModel(model, `tokenizer.json cannot be loaded: ${messageOf(error)}`, error);
    });
    const quantized = files.weights === 'onnx/model_quantized.onnx';
    try {
      const weights = await AutoModel.from_pretrained(name, { quantized });
      const { dimensions } = await run(weights, [[0]], 1, 0);
      return new TransformersModel(
        tokenizer,
        weights,
        model.profile,
        tokenLimit(model.profile, files),
        dimensions,
      );
    } catch (error) {
      throw brokenModel(model, `${files.weights} cannot be loaded: ${messageOf(error)}`, error);
    }
  }

  /** Tokens in `text`, without special tokens. */
  countTokens(text: string): number {
    return this.#tokenizer.encode(text, null, { add_special_tokens: false }).length;
  }

  /** The vectors of `texts`, in order, laid end to end. Text over the limit of tokens is cut off. */
  async embed(role: TextRole, texts: readonly string[]): Promise<Float32Array> {
    const prefix = role === 'query' ? this.#profile.queryPrefix : this.#profile.passagePrefix;
    const rows = texts.map((text) => this.#encode(prefix + text));
    const width = Math.max(...rows.map((row) => row.length));
    const padding: unknown = this.#tokenizer.pad_token_id;
    const hidden = await run(this.#model, rows, width, typeof padding === 'number' ? padding : 0);
    return pool(
      hidden,
      rows.map((row) => row.length),
      this.#profile.pooling,
    );
  }

  /** Token ids of `text`, cut to the limit so that the special tokens at its end stay. */
  #encode(text: string): readonly number[] {
    const ids = this.#tokenizer.encode(text.slice(0, this.#limit * MAX_CHARACTERS_PER_TOKEN));
    if (ids.length <= this.#limit) {
      // Without special tokens an empty text would have no token at all, and no mean.
      return ids.length > 0 ? ids : [0];
    }
    const { after } = this.#special;
    return [...ids.slice(0, this.#limit - after), ...ids.slice(ids.length - after)];
  }
}

/**
 * Runs the model on rows of token ids, padded on the right to `width`.
 *
 * The output's memory belongs to a JavaScript buffer in onnxruntime-node 1.14 and goes with it: there is nothing to
 * dispose, only nothing to keep.
 */
async function run(
  model: PreTrainedModel,
  rows: readonly (readonly number[])[],
  width: number,
  padding: number,
): Promise<TokenVectors> {
  const ids = new BigInt64Array(rows.length * width).fill(BigInt(padding));
  const mask = new BigInt64Array(rows.length * width);
  rows.forEach((row, at) => {
    ids.set(row.map(BigInt), at * width);
    mask.fill(1n, at * width, at * width + row.length);
  });
  const shape = [rows.length, width];
  const output: unknown = await model({
    input_ids: new Tensor('int64', ids, shape),
    attention_mask: new Tensor('int64', mask, shape),
  });
  const { last_hidden_state, token_embeddings } = output as Partial<Record<string, Tensor>>;
  const hidden = last_hidden_state ?? token_embeddings;
  const dimensions = hidden?.dims[2];
  if (dimensions === undefined || !(hidden?.data instanceof Float32Array)) {
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
