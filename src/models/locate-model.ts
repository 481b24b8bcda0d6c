import { statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT, type Settings } from '../config/settings.js';
import { UserError } from '../lib/errors.js';

/** Names of the models that ship in data/models and need no network. */
export const BUILT_IN_MODEL = 'vi-en-mini';
export const BUILT_IN_READER = 'vi-en-reader';

/** By what a model is for, each with a setting of its own, how messages to people speak of it. */
export const PURPOSES = {
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
  if (setting === words.builtIn) {
    return { purpose, name: setting, folder: path.join(BUILT_IN_FOLDER, setting), repository: null, threads };
  }
  const folder = path.resolve(PROJECT_ROOT, setting);
  if (isFolder(folder)) {
    return { purpose, name: setting, folder, repository: null, threads };
  }
  if (path.isAbsolute(setting) || PATH_LIKE.test(setting)) {
    throw new UserError(
      'model-not-found',
      `${words.setting}: there is no folder ${folder}.`,
      `Mend the path, or ${words.wayOut}.`,
    );
  }
  if (HUB_NAME.test(setting)) {
    return {
      purpose,
      name: setting,
      folder: path.join(modelCacheDir, ...setting.split('/')),
      repository: setting,
      threads,
    };
  }
  throw new UserError(
    'model-not-found',
    `${words.setting}: "${setting}" is neither a name on the hub nor a folder.`,
    `Write a hub name as org/name (${words.example}), a folder as its path, or ${words.wayOut}.`,
  );
}

function isFolderHere(absolutePath: string): boolean {
  return statSync(absolutePath, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
