import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../lib/errors.js';
import { env } from '@xenova/transformers/src/env.js';
import { AutoTokenizer, type PreTrainedTokenizer } from '@xenova/transformers/src/tokenizers.js';
import { PURPOSES, type LocatedModel, type ModelProfile } from './locate-model.js';
import { Network } from './network.js';

/** What `@xenova/transformers` reads of a model besides its weights. */
export const CONFIG_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;

/** Where the weights may be, the better choice first. */
export const WEIGHTS_FILES = ['onnx/model_quantized.onnx', 'onnx/model.onnx'] as const;

/** A model on disk whose files are all there. */
export interface ModelFiles {
  readonly folder: string;
  readonly weights: (typeof WEIGHTS_FILES)[number];
  /** Content of config.json. */
  readonly config: JsonObject;
  /** Content of tokenizer_config.json. */
  readonly tokenizerConfig: JsonObject;
}

/** Content of a configuration file, of which nothing is known yet. */
type JsonObject = Readonly<Record<string, unknown>>;

/** Whether `folder` holds every file of a model. It says nothing about their content. */
export function hasModelFiles(folder: string): boolean {
  return (
    CONFIG_FILES.every((file) => existsSync(path.join(folder, file))) && findWeights(folder) !== undefined
  );
}

/**
 * Finds the model's files and reads the small ones.
 *
 * @throws {@link UserError} `model-broken`, naming the file that is missing or is not JSON.
 */
export async function readModelFiles(model: LocatedModel): Promise<ModelFiles> {
  const missing = CONFIG_FILES.find((file) => !existsSync(path.join(model.folder, file)));
  if (missing !== undefined) {
    throw brokenModel(model, `${missing} is missing`);
  }
  const weights = findWeights(model.folder);
  if (weights === undefined) {
    throw brokenModel(model, `${WEIGHTS_FILES.join(' or ')} is missing`);
  }
  return {
    folder: model.folder,
    weights,
    config: await readJson(model, 'config.json'),
    tokenizerConfig: await readJson(model, 'tokenizer_config.json'),
  };
}

/** The error for a model whose files are there but cannot be used; `detail` names the file. */
function brokenModel(model: LocatedModel, detail: string, cause?: unknown): UserError {
  const mend =
    model.repository === null
      ? 'Copy the model again'
      : `Delete ${model.folder}, and the model is downloaded again`;
  const { noun, wayOut, builtIn } = PURPOSES[model.purpose];
  return new UserError(
    'model-broken',
    `The ${noun} ${model.name} cannot be used: ${detail} (in ${model.folder}).`,
    model.name === builtIn ? `${mend}.` : `${mend}, or ${wayOut}.`,
    { cause },
  );
}

/**
 * What `load` makes of a file of the model.
 *
 * @throws {@link UserError} `model-broken`, naming the file, whatever `load` throws
 */
export async function loadFile<Loaded>(
  model: LocatedModel,
  file: string,
  load: () => Promise<Loaded>,
): Promise<Loaded> {
  try {
    return await load();
  } catch (error) {
    throw brokenModel(model, `${file} cannot be loaded: ${messageOf(error)}`, error);
  }
}

function findWeights(folder: string): ModelFiles['weights'] | undefined {
  return WEIGHTS_FILES.find((file) => existsSync(path.join(folder, file)));
}

async function readJson(model: LocatedModel, file: string): Promise<JsonObject> {
  try {
    const content: unknown = JSON.parse(await readFile(path.join(model.folder, file), 'utf8'));
    if (typeof content !== 'object' || content === null) {
      throw new Error('it is not a JSON object');
    }
    return { ...content };
  } catch (error) {
    throw brokenModel(model, `${file} cannot be read: ${messageOf(error)}`, error);
  }
}

/** What the libraries make of a model's files. */
export interface LoadedParts {
  readonly tokenizer: PreTrainedTokenizer;
  readonly network: Network;
  /** Token id that fills up a row. */
  readonly padding: number;
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
  const network = await loadFile(model, files.weights, () => Network.open(files));
  const padding: unknown = tokenizer.pad_token_id;
  return { tokenizer, network, padding: typeof padding === 'number' ? padding : 0 };
}

/**
 * Most tokens the model can be given at once, special tokens included: the smallest of `maxTokens` and what config.json
 * and tokenizer_config.json allow.
 */
export function tokenLimit(
  { maxTokens }: Pick<ModelProfile, 'maxTokens'>,
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

/** Raised when this adapter turns the same text and model into other vectors than before (truncation, pooling). */
const ADAPTER_VERSION = 1;

/** SHA-256, in hexadecimal, over the content of the model's files and all else that its vectors depend on. */
export async function fingerprintOf(
  { folder, weights }: Pick<ModelFiles, 'folder' | 'weights'>,
  profile: ModelProfile,
): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...CONFIG_FILES, weights]) {
    hash.update(`${file} ${await contentHash(path.join(folder, file))}\n`);
  }
  const { queryPrefix, passagePrefix, pooling, maxTokens } = profile;
  return hash
    .update(JSON.stringify([ADAPTER_VERSION, queryPrefix, passagePrefix, pooling, maxTokens]))
    .digest('hex');
}

/** Bytes read and hashed at once; by the 64 kB that a stream reads by itself, waiting takes longer than hashing. */
const READ_AT_ONCE = 1 << 20;

async function contentHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, {
    highWaterMark: READ_AT_ONCE,
  }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}
