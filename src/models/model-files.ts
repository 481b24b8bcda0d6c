import { createHash, randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readFile, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { digestOf, makeFolder } from '../lib/durable-files.js';
import { messageOf, UserError } from '../lib/errors.js';
import { PROJECT_ROOT, type Settings } from '../config/settings.js';

/** Names of the models that ship in data/models and need no network. */
export const BUILT_IN_MODEL = 'vi-en-mini';
export const BUILT_IN_READER = 'vi-en-reader';

/** By what a model is for, each with a setting of its own, how messages to people speak of it. */
const PURPOSES = {
  embedding: {
    setting: 'EMBEDDING_MODEL',
    /** The one that ships with the project. */
    builtIn: BUILT_IN_MODEL,
    noun: 'embedding model',
    /** A hub name that would do. */
    example: 'Xenova/multilingual-e5-small',
    /** What to do without the model. */
    wayOut: `set EMBEDDING_MODEL=${BUILT_IN_MODEL}`,
  },
  reading: {
    setting: 'READER_MODEL',
    builtIn: BUILT_IN_READER,
    noun: 'reading model',
    example: 'Xenova/distilbert-base-cased-distilled-squad',
    wayOut: `set READER_MODEL=${BUILT_IN_READER}`,
  },
} as const;
type ModelPurpose = keyof typeof PURPOSES;

/** Where the model lies that a setting names. */
export interface LocatedModel {
  readonly purpose: ModelPurpose;
  /** Name for people, as in the setting. */
  readonly name: string;
  /** Absolute path of the folder that holds the model, or will once it is downloaded. */
  readonly folder: string;
  /** `org/name` on the hub; null for a model that is only ever read from disk. */
  readonly repository: string | null;
  /** Threads that run it; a model without layers needs one. */
  readonly threads: number;
}

export interface DownloadProgress {
  readonly file: string;
  readonly loadedBytes: number;
  /** Null where the hub does not say. */
  readonly totalBytes: number | null;
}

/** The folder that downloaded models are kept in, as `<org>/<name>`, and how models are run. */
export type ModelSettings = Pick<Settings, 'modelCacheDir' | 'modelThreads'>;

const BUILT_IN_FOLDER = path.join(PROJECT_ROOT, 'data', 'models');

/** `org/name`, each part of letters, digits, `-`, `_` and single dots: it can be no path out of the cache folder. */
const HUB_NAME = /^[a-z0-9](?:[\w-]|\.(?!\.))*\/[a-z0-9](?:[\w-]|\.(?!\.))*$/i;

/** A path by its looks: absolute, or starting with `./` or `../`. */
const PATH_LIKE = /^\.{1,2}(?:[/\\]|$)/;

/**
 * Decides what the setting for a purpose means: the built-in model, a folder, or a model on the hub. An existing folder comes
 * before a hub name of the same spelling. Relative paths start from the project.
 *
 * @throws {@link UserError} `model-not-found` when it is neither.
 */
export function locateModel(
  setting: string,
  purpose: ModelPurpose,
  { modelCacheDir, modelThreads: threads }: ModelSettings,
  isFolder: (absolutePath: string) => boolean = isFolderHere,
): LocatedModel {
  const words = PURPOSES[purpose];
  const model = (folder: string, repository: string | null): LocatedModel => ({
    purpose,
    name: setting,
    folder,
    repository,
    threads,
  });
  if (setting === words.builtIn) return model(path.join(BUILT_IN_FOLDER, setting), null);
  const folder = path.resolve(PROJECT_ROOT, setting);
  if (isFolder(folder)) return model(folder, null);
  if (path.isAbsolute(setting) || PATH_LIKE.test(setting)) {
    throw new UserError(
      'model-not-found',
      `${words.setting}: there is no folder ${folder}.`,
      `Mend the path, or ${words.wayOut}.`,
    );
  }
  if (HUB_NAME.test(setting)) return model(path.join(modelCacheDir, ...setting.split('/')), setting);
  throw new UserError(
    'model-not-found',
    `${words.setting}: "${setting}" is neither a name on the hub nor a folder.`,
    `Write a hub name as org/name (${words.example}), a folder as its path, or ${words.wayOut}.`,
  );
}

function isFolderHere(absolutePath: string): boolean {
  return statSync(absolutePath, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** What `@xenova/transformers` reads of a model besides its weights. */
const CONFIG_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;

/** Where the weights may be, the better choice first. */
const WEIGHTS_FILES = ['onnx/model_quantized.onnx', 'onnx/model.onnx'] as const;

export interface ModelFiles {
  readonly folder: string;
  readonly weights: (typeof WEIGHTS_FILES)[number];
  readonly config: JsonObject;
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
export function brokenModel(model: LocatedModel, detail: string, cause?: unknown): UserError {
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

/** SHA-256, in hexadecimal, over the content of the model's files and all else that its vectors depend on. */
export async function fingerprintOf(
  { folder, weights }: Pick<ModelFiles, 'folder' | 'weights'>,
  rules: readonly unknown[],
): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...CONFIG_FILES, weights]) {
    hash.update(`${file} ${(await digestOf(path.join(folder, file))).sha256}\n`);
  }
  return hash.update(JSON.stringify(rules)).digest('hex');
}

/** A download touches its file all the time; one untouched for so long, in milliseconds, was broken off. */
const ABANDONED_AFTER = 10 * 60_000;

export type HubModel = LocatedModel & { readonly repository: string };

interface Source {
  readonly url: URL;
  readonly model: HubModel;
}

/**
 * Downloads what is missing of a model into its folder, telling its progress.
 *
 * A file gets its name only when it has come whole, so what lies there under its name is complete, also when two
 * processes download at once or one is killed.
 *
 * @throws {@link UserError} `model-not-found` when the hub has no such model, or not as ONNX; `model-unreachable` when
 * the hub or the line fails; `model-broken` when the files cannot be stored.
 */
export async function* downloadModel(hub: string, model: HubModel): AsyncGenerator<DownloadProgress> {
  const url = new URL(`${model.repository}/resolve/main/`, hub.endsWith('/') ? hub : `${hub}/`);
  const source = { url, model };
  try {
    for (const file of CONFIG_FILES) {
      if (!(yield* fetchFile(source, file))) {
        throw notFound(source, file);
      }
    }
    for (const file of WEIGHTS_FILES) {
      if (yield* fetchFile(source, file)) {
        return;
      }
    }
    throw notFound(source, WEIGHTS_FILES.join(' or '));
  } catch (error) {
    if (error instanceof UserError) {
      throw error;
    }
    throw new UserError(
      'model-broken',
      `The ${PURPOSES[model.purpose].noun} ${model.repository} cannot be stored in ${model.folder}: ${messageOf(error)}.`,
      'Make room there, or set MODEL_CACHE_DIR to a folder that can be written.',
      { cause: error },
    );
  }
}

/** Gives whether the hub has the file; one that is there already is not asked for. */
async function* fetchFile(source: Source, file: string): AsyncGenerator<DownloadProgress, boolean> {
  const target = path.join(source.model.folder, file);
  if (existsSync(target)) {
    return true;
  }
  const response = await request(source, file);
  // The hub says 401 for a model that does not exist, lest it give away which private ones do.
  if ([401, 403, 404].includes(response.status)) {
    await response.body?.cancel();
    return false;
  }
  if (response.status !== 200) {
    await response.body?.cancel();
    throw unreachable(source, `it answered ${response.status} for ${file}`);
  }
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    // A proxy or the login page of a public network answers 200 to everything.
    await response.body?.cancel();
    throw unreachable(source, `it answered with a web page for ${file}`);
  }
  await makeFolder(path.dirname(target));
  await removeAbandoned(target);
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    yield* store(response, source, file, partial);
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
  return true;
}

async function* store(
  response: Response,
  source: Source,
  file: string,
  partial: string,
): AsyncGenerator<DownloadProgress> {
  const length = response.headers.get('content-length');
  const totalBytes = length === null ? null : Number(length);
  let loadedBytes = 0;
  const handle = await open(partial, 'wx');
  try {
    for await (const chunk of bodyOf(response, source, file)) {
      await handle.appendFile(chunk);
      loadedBytes += chunk.length;
      yield { file, loadedBytes, totalBytes };
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (totalBytes !== null && loadedBytes !== totalBytes) {
    throw unreachable(source, `${file} came with ${loadedBytes} of ${totalBytes} bytes`);
  }
}

async function request(source: Source, file: string): Promise<Response> {
  try {
    // Compressed, the length would be that of other bytes than are counted.
    return await fetch(new URL(file, source.url), { headers: { 'accept-encoding': 'identity' } });
  } catch (error) {
    throw unreachable(source, reasonOf(error), error);
  }
}

async function* bodyOf(response: Response, source: Source, file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* (response.body ?? []) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unreachable(source, `${file} broke off (${reasonOf(error)})`, error);
  }
}

/** `fetch` hides the reason of a failure in the cause of its error. */
function reasonOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause !== undefined ? error.cause : error);
}

async function removeAbandoned(target: string): Promise<void> {
  const folder = path.dirname(target);
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (name.startsWith(path.basename(target)) && name.endsWith('.partial')) {
      // The other download may have ended since the folder was read.
      const found = await stat(file).catch(() => null);
      if (found !== null && Date.now() - found.mtimeMs > ABANDONED_AFTER) {
        await rm(file, { force: true });
      }
    }
  }
}

function unreachable({ url, model }: Source, reason: string, cause?: unknown): UserError {
  const { noun, setting, wayOut } = PURPOSES[model.purpose];
  return new UserError(
    'model-unreachable',
    `The ${noun} cannot be downloaded from ${url.origin}${url.pathname}: ${reason}.`,
    `Try again when the hub can be reached. Without a network, ${wayOut}, or set ${setting} to the path of a folder that ` +
      'the model was copied to.',
    { cause },
  );
}

function notFound({ url, model }: Source, file: string): UserError {
  const { setting, example, wayOut } = PURPOSES[model.purpose];
  return new UserError(
    'model-not-found',
    `${url.origin} has no public model ${model.repository} for @xenova/transformers: ${file} is not there.`,
    `Mend ${setting} (${example}, say), or ${wayOut}.`,
  );
}
