import { expect, test } from 'vitest';
import { rankDocuments } from './document-ranking.js';

const DOCUMENTS = ['a', 'a', 'b', 'c'];
const ranked = (...scores: readonly number[]) =>
  rankDocuments(
    scores.map((score, position) => ({ position, score })),
    (position) => DOCUMENTS[position] ?? '',
  );

test('a document is scored by its best passage, whatever the order', () => {
  expect(ranked(0.2, 0.9, 0.5, 0.7)).toEqual([
    { id: 'a', score: 0.9 },
    { id: 'c', score: 0.7 },
    { id: 'b', score: 0.5 },
  ]);
});

test('documents of one score are ordered by their ids backwards', () => {
  expect(ranked(0, 0.5, 0.5, 0.5).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

test('scores that a run file does not tell apart are one score', () => {
  expect(ranked(0.500_000_2, 0, 0.500_000_1, 0.500_000_3)).toEqual([
    { id: 'c', score: 0.5 },
    { id: 'b', score: 0.5 },
    { id: 'a', score: 0.5 },
  ]);
});

test('no passages are of no documents', () => {
  expect(ranked()).toEqual([]);
});
