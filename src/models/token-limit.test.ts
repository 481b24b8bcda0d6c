import { expect, test } from 'vitest';
import { tokenLimit } from './token-limit.js';

const limit = (maxTokens: number, config: object, tokenizerConfig: object) =>
  tokenLimit({ maxTokens }, { config: { ...config }, tokenizerConfig: { ...tokenizerConfig } });

test.each([
  ['nothing is said: the profile’s', 512, {}, {}, 512],
  ['a small profile', 128, { max_position_embeddings: 512 }, { model_max_length: 512 }, 128],
  ['a small model', 512, { max_position_embeddings: 256 }, { model_max_length: 1e30 }, 256],
  ['a tokenizer that sets the limit', 512, { max_position_embeddings: 8192 }, { model_max_length: 384 }, 384],
  [
    'RoBERTa uses no position up to its padding id',
    512,
    { model_type: 'xlm-roberta', max_position_embeddings: 258, pad_token_id: 1 },
    {},
    256,
  ],
  ['RoBERTa pads with 1 unless told', 512, { model_type: 'roberta', max_position_embeddings: 130 }, {}, 128],
  ['values that are no limit', 512, { max_position_embeddings: -1 }, { model_max_length: 'many' }, 512],
])('%s', (_case, maxTokens, config, tokenizerConfig, expected) => {
  expect(limit(maxTokens, config, tokenizerConfig)).toBe(expected);
});
