import type { ModelProfile } from './locate-model.js';
import type { ModelFiles } from './model-files.js';

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
