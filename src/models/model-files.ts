import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../lib/errors.js';
import { PURPOSES, type LocatedModel } from './locate-model.js';

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
