import path from 'node:path';
import { env } from '@xenova/transformers/src/env.js';
import { AutoTokenizer, type PreTrainedTokenizer } from '@xenova/transformers/src/tokenizers.js';
import type { LocatedModel } from './locate-model.js';
import { loadFile, type ModelFiles } from './model-files.js';
import { Network } from './network.js';

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
