import path from 'node:path';
import { AutoTokenizer, env, type PreTrainedModel, type PreTrainedTokenizer } from '@xenova/transformers';
import type { LocatedModel } from '../models.js';
import { loadFile, type ModelFiles } from './model-files.js';

/** What the library makes of a model's files. */
export interface LoadedParts {
  readonly tokenizer: PreTrainedTokenizer;
  readonly weights: PreTrainedModel;
  /** Token id that fills up a row. */
  readonly padding: number;
}

/** The class of the library that loads the weights of one kind of models. */
interface WeightsClass {
  from_pretrained(name: string, options: { quantized: boolean }): Promise<PreTrainedModel>;
}

/**
 * Loads a model from its files, without any network.
 *
 * @throws {@link UserError} `model-broken`, naming the file.
 */
export async function loadFromFolder(
  model: LocatedModel,
  files: ModelFiles,
  weightsClass: WeightsClass,
): Promise<LoadedParts> {
  env.allowRemoteModels = false;
  env.useFSCache = false;
  // The library joins this path and the model's name with "/" and knows no other way to a folder.
  env.localModelPath = path.dirname(files.folder);
  const name = path.basename(files.folder);

  const tokenizer = await loadFile(model, 'tokenizer.json', () => AutoTokenizer.from_pretrained(name));
  const quantized = files.weights === 'onnx/model_quantized.onnx';
  const weights = await loadFile(model, files.weights, () =>
    weightsClass.from_pretrained(name, { quantized }),
  );
  const padding: unknown = tokenizer.pad_token_id;
  return { tokenizer, weights, padding: typeof padding === 'number' ? padding : 0 };
}
