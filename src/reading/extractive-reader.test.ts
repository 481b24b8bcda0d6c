import { expect, test } from 'vitest';
import { readingInput } from './extractive-reader.js';

const SPECIAL = { before: [0], between: [2, 2], after: [2], segment: 1 };
const words = (...lengths: readonly number[]) => {
  let at = 0;
  return lengths.map((length, which) => {
    const start = at;
    at += length + 1;
    return { ids: Array.from({ length }, () => 100 + which), start, end: start + length };
  });
};

test('a question, a title and a passage stand in this order between the special tokens', () => {
  const input = readingInput(SPECIAL, [10, 11], [20], words(1, 2), 50);
  expect(input.ids).toEqual([0, 10, 11, 2, 2, 20, 100, 101, 101, 2]);
  expect(input.segments).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  expect(input.first).toBe(6);
  expect(input.words.map(({ start, end }) => [start, end])).toEqual([
    [0, 1],
    [2, 4],
    [2, 4],
  ]);
});

test('what is too long loses its end, the passage first', () => {
  const many = Array.from({ length: 500 }, (_, at) => at);
  const input = readingInput(SPECIAL, many, many, words(...many.map(() => 1)), 320);
  expect(input.ids).toHaveLength(320);
  expect(input.first).toBe(1 + 64 + 2 + 40);
  expect(input.words).toHaveLength(320 - input.first - 1);
  expect(input.ids.at(-1)).toBe(2);

  const short = readingInput(SPECIAL, many, many, words(...many.map(() => 1)), 16);
  expect(short.ids).toHaveLength(16);
  expect(short.words.length).toBeGreaterThan(0);
});
