import path from 'node:path';
import { locateModel, type LocatedModel, type ModelSettings } from '../models/model-files.js';

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
export interface ResolvedModel extends LocatedModel {
  readonly profile: ModelProfile;
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

/**
 * Decides what the setting EMBEDDING_MODEL means, as {@link locateModel} does.
 *
 * @throws {@link UserError} `model-not-found`
 */
export function resolveModel(
  setting: string,
  settings: ModelSettings,
  isFolder?: (absolutePath: string) => boolean,
): ResolvedModel {
  const model = locateModel(setting, 'embedding', settings, isFolder);
  return { ...model, profile: profileOf(path.basename(model.folder)) };
}

function profileOf(name: string): ModelProfile {
  return FAMILIES.find(({ pattern }) => pattern.test(name))?.profile ?? DEFAULT_PROFILE;
}

/** Raised when this adapter turns the same text and model into other vectors than before (truncation, pooling). */
const ADAPTER_VERSION = 1;

/** All that a vector depends on besides the text and the content of the model's files. */
export function vectorRules({ queryPrefix, passagePrefix, pooling, maxTokens }: ModelProfile) {
  return [ADAPTER_VERSION, queryPrefix, passagePrefix, pooling, maxTokens] as const;
}
