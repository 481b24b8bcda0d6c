import { expect, test } from 'vitest';
import { relevanceOf } from './relevance.js';

const close = (value: number) => expect.closeTo(value, 6) as number;

test('one logit a text: its sigmoid', () => {
  expect(relevanceOf(Float32Array.of(0, Math.log(3), -Math.log(3), 1000, -1000), 1)).toEqual([
    0.5,
    close(0.75),
    close(0.25),
    1,
    0,
  ]);
});

test('two logits a text: the share of the second by softmax', () => {
  expect(relevanceOf(Float32Array.of(5, 5, 1, 1 + Math.log(3), 1000, -1000), 2)).toEqual([
    0.5,
    close(0.75),
    0,
  ]);
});

test('a logit that is no number gives none', () => {
  expect(relevanceOf(Float32Array.of(NaN, 0), 1)).toEqual([NaN, 0.5]);
  expect(relevanceOf(Float32Array.of(0, NaN, Infinity, Infinity), 2)).toEqual([NaN, NaN]);
});
