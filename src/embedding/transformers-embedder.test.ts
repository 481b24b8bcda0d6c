import { expect, test } from 'vitest';
import { pool } from './transformers-embedder.js';

/** Two texts of 2 and 1 tokens in 2 dimensions; the second text's padding holds values that must not count. */
const hidden = { values: Float32Array.of(3, 0, 0, 4, 0, -2, 9, 9), width: 2, dimensions: 2 };

test('mean: the mean of a text’s own tokens, brought to length 1', () => {
  const pooled = pool(hidden, [2, 1], 'mean');
  expect([...pooled]).toEqual([...Float32Array.of(0.6, 0.8, 0, -1)]);
});

test('cls: the first token, brought to length 1', () => {
  expect([...pool(hidden, [2, 1], 'cls')]).toEqual([1, 0, 0, -1]);
});

test('zeros stay zeros', () => {
  expect([...pool({ values: new Float32Array(3), width: 1, dimensions: 3 }, [1], 'mean')]).toEqual([0, 0, 0]);
});
