import path from 'node:path';
import { UserError } from '../errors.js';

/** Name of the model that ships in data/models and needs no network. */
export const BUILT_IN_MODEL = 'vi-en-mini';

/** How a family of models wants its input and gives its vectors. */
export interface ModelProfile {
  /** Put before a question. */
  readonly queryPrefix: string;
  /** Put before a passage. */
  readonly passagePrefix: string;
  /** Which of the token vectors make the text's vector: their mean, or the first. */
  readonly pooling: 'mean' | 'cls';
  /** Most tokens a text is given, special tokens and prefix included; the model's own files may set it lower. */
  readonly maxTokens: number;
}

/** What a setting EMBEDDING_MODEL stands for. */
export interface ResolvedModel {
  /** Name for people, as in the setting. */
  readonly name: string;
  /** Absolute path of the folder that holds the model, or will once it is downloaded. */
  readonly folder: string;
  /** `org/name` on the hub; null for a model that is only ever read from disk. */
  readonly repository: string | null;
  readonly profile: ModelProfile;
}

/** What {@link resolveModel} needs to know of the machine. */
export interface ModelPlaces {
  /** Folder that relative paths start from. */
  readonly root: string;
  /** Folder of the built-in models. */
  readonly builtInDir: string;
  /** Folder that downloaded models are kept in, as `<org>/<name>`. */
  readonly cacheDir: string;
  readonly isFolder: (absolutePath: string) => boolean;
}

/** For a model of no known family. Passages are far below 512 tokens, and attention costs the square of the length. */
const DEFAULT_PROFILE: ModelProfile = { queryPrefix: '', passagePrefix: '', pooling: 'mean', maxTokens: 512 };

/** From the model cards; the instruct variants of e5 want other prefixes and are left to the default. */
const FAMILIES: readonly { readonly pattern: RegExp; readonly profile: ModelProfile }[] = [
  {
    pattern: /(?:^|[-_])e5[-_](?:small|base|large)(?!.*instruct)/i,
    profile: { ...DEFAULT_PROFILE, queryPrefix: 'query: ', passagePrefix: 'passage: ' },
  },
  { pattern: /bge-m3/i, profile: { ...DEFAULT_PROFILE, pooling: 'cls' } },
  { pattern: /paraphrase-multilingual-minilm/i, profile: { ...DEFAULT_PROFILE, maxTokens: 128 } },
];

/** `org/name`, each part of letters, digits, `-`, `_` and single dots: it can be no path out of the cache folder. */
const HUB_NAME = /^[a-z0-9](?:[\w-]|\.(?!\.))*\/[a-z0-9](?:[\w-]|\.(?!\.))*$/i;

/** A path by its looks: absolute, or starting with `./` or `../`. */
const PATH_LIKE = /^\.{1,2}(?:[/\\]|$)/;

/**
 * Decides what `setting` means: the built-in model, a folder, or a model on the hub. An existing folder comes before
 * a hub name of the same spelling.
 *
 * @throws {@link UserError} `model-not-found` when it is none of them.
 */
export function resolveModel(setting: string, places: ModelPlaces): ResolvedModel {
  if (setting === BUILT_IN_MODEL) {
    return {
      name: setting,
      folder: path.join(places.builtInDir, BUILT_IN_MODEL),
      repository: null,
      profile: DEFAULT_PROFILE,
    };
  }
  const folder = path.resolve(places.root, setting);
  if (places.isFolder(folder)) {
    return { name: setting, folder, repository: null, profile: profileOf(path.basename(folder)) };
  }
  if (path.isAbsolute(setting) || PATH_LIKE.test(setting)) {
    throw new UserError(
      'model-not-found',
      `EMBEDDING_MODEL: there is no folder ${folder}.`,
      `Mend the path, or set EMBEDDING_MODEL=${BUILT_IN_MODEL}.`,
    );
  }
  if (HUB_NAME.test(setting)) {
    return {
      name: setting,
      folder: path.join(places.cacheDir, ...setting.split('/')),
      repository: setting,
      profile: profileOf(path.posix.basename(setting)),
    };
  }
  throw new UserError(
    'model-not-found',
    `EMBEDDING_MODEL: "${setting}" is neither ${BUILT_IN_MODEL}, nor a name on the hub, nor a folder.`,
    `Write a hub name as org/name (Xenova/multilingual-e5-small), a folder as its path, or ${BUILT_IN_MODEL}.`,
  );
}

function profileOf(name: string): ModelProfile {
  return FAMILIES.find(({ pattern }) => pattern.test(name))?.profile ?? DEFAULT_PROFILE;
}
