import path from 'node:path';
import { env } from '@xenova/transformers/src/env.js';
import { AutoTokenizer, type PreTrainedTokenizer } from '@xenova/transformers/src/tokenizers.js';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import onnxruntime from 'onnxruntime-node';
import { messageOf } from '../lib/errors.js';
import { type LocatedModel, brokenModel, type ModelFiles } from './model-files.js';

export interface LoadedParts {
  readonly tokenizer: PreTrainedTokenizer;
  readonly network: Network;
}

/**
 * Loads a model from its files, without any network.
 *
 * @throws {@link UserError} `model-broken`, naming the file.
 */
export async function loadFromFolder(model: LocatedModel, files: ModelFiles): Promise<LoadedParts> {
  env.allowRemoteModels = false;
  env.useFSCache = false;
  // The library joins this path and the model's name with "/" and knows no other way to a folder.
  env.localModelPath = path.dirname(files.folder);
  const name = path.basename(files.folder);

  const tokenizer = await loadFile(model, 'tokenizer.json', () => AutoTokenizer.from_pretrained(name));
  const padding: unknown = tokenizer.pad_token_id;
  const network = await loadFile(model, files.weights, () =>
    Network.open(files, model.threads, typeof padding === 'number' ? padding : 0),
  );
  return { tokenizer, network };
}

/**
 * Most tokens the model can be given at once, special tokens included: the smallest of `maxTokens` and what config.json
 * and tokenizer_config.json allow.
 */
export function tokenLimit(
  { maxTokens }: { readonly maxTokens: number },
  { config, tokenizerConfig }: Pick<ModelFiles, 'config' | 'tokenizerConfig'>,
): number {
  const limits = [
    maxTokens,
    positions(config),
    // Tokenizers without a limit of their own state 1e30.
    tokenizerConfig['model_max_length'],
  ];
  return Math.min(...limits.filter((limit): limit is number => typeof limit === 'number' && limit > 0));
}

/** RoBERTa and its kin count positions from the one after the padding id, so that many of the table are never used. */
function positions(config: ModelFiles['config']): unknown {
  const size = config['max_position_embeddings'];
  const type = config['model_type'];
  const offset = typeof type === 'string' && /roberta|camembert/.test(type);
  if (!offset || typeof size !== 'number') {
    return size;
  }
  const padding = config['pad_token_id'];
  return size - (typeof padding === 'number' ? padding : 1) - 1;
}

/**
 * What `load` makes of a file of the model.
 *
 * @throws {@link UserError} `model-broken`, naming the file, whatever `load` throws
 */
export async function loadFile<Loaded>(
  model: LocatedModel,
  file: string,
  load: () => Loaded | Promise<Loaded>,
): Promise<Loaded> {
  try {
    return await load();
  } catch (error) {
    throw brokenModel(model, `${file} cannot be loaded: ${messageOf(error)}`, error);
  }
}

/** How config.json names the number of layers, with models of one kind or another. */
const LAYERS = ['num_hidden_layers', 'n_layers', 'num_layers', 'n_layer'];

/**
 * The weights of a model, run by onnxruntime itself: transformers.js, which would run them likewise, reads the whole file into memory
 * first and has no say in threads.
 */
export class Network {
  readonly #session: InferenceSession;
  readonly #padding: number;

  private constructor(session: InferenceSession, padding: number) {
    this.#session = session;
    this.#padding = padding;
  }

  /**
   * @param padding - token id that fills up a row
   * @throws what onnxruntime throws at a file that it cannot load
   */
  static async open(
    { folder, weights, config }: ModelFiles,
    threads: number,
    padding: number,
  ): Promise<Network> {
    const session = await onnxruntime.InferenceSession.create(path.join(folder, weights), {
      // A model without layers is a table of vectors. It runs so shortly that a second thread does nothing but
      // wait for work, in a loop that takes a core from the rest of the program.
      intraOpNumThreads: LAYERS.some((name) => name in config) ? threads : 1,
    });
    return new Network(session, padding);
  }

  /**
   * Runs the network on rows of token ids, padded on the right to the longest.
   *
   * The output's memory belongs to a JavaScript buffer in onnxruntime-node 1.14 and goes with it: there is nothing to
   * dispose, only nothing to keep.
   *
   * @param segments - that of each token, for models that know segments
   * @returns what it puts out, by name
   * @throws when it wants what a text does not have, and what onnxruntime throws
   */
  async run(
    ids: readonly (readonly number[])[],
    segments: readonly (readonly number[])[] = ids.map((row) => row.map(() => 0)),
  ): Promise<Readonly<Record<string, Tensor>>> {
    const mask = ids.map((row) => row.map(() => 1));
    const inputs: Record<string, () => Tensor> = {
      input_ids: () => paddedTensor(ids, this.#padding),
      attention_mask: () => paddedTensor(mask, 0),
      token_type_ids: () => paddedTensor(segments, 0),
    };
    const feeds = this.#session.inputNames.map((name) => {
      const input = inputs[name];
      if (input === undefined) throw new Error(`it wants ${name}, which is nothing that a text has`);
      return [name, input()] as const;
    });
    return await this.#session.run(Object.fromEntries(feeds));
  }
}

/** Rows of integers as one tensor of 64-bit integers, `[rows][width]`: each padded on the right to the longest. */
function paddedTensor(rows: readonly (readonly number[])[], padding: number): Tensor {
  const width = Math.max(...rows.map((row) => row.length));
  const values = new BigInt64Array(rows.length * width).fill(BigInt(padding));
  rows.forEach((row, at) => {
    values.set(row.map(BigInt), at * width);
  });
  return new onnxruntime.Tensor('int64', values, [rows.length, width]);
}
