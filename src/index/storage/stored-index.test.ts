import { expect, test } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import { fromStored, passagesSchema, toStoredPassages } from './stored-index.js';

const article = fakeArticle('a.md', 'Bài', ['Một câu.', 'Hai câu.']);
const indexed = {
  article,
  passages: cutParagraphs(article).map((passage, at) => ({ passage, key: String(at).repeat(64) })),
};

test('passages come back from JSON as they were', () => {
  const stored: unknown = JSON.parse(JSON.stringify(toStoredPassages(indexed)));
  expect(fromStored(article, passagesSchema.parse(stored))).toEqual(indexed);
});

const whole = { start: 0, end: 1, sentences: [[0, 1]], key: 'a'.repeat(64) };

test.each<readonly [string, unknown]>([
  ['no list', {}],
  ['no passage', [null]],
  ['a place that is no number', [{ ...whole, start: '0' }]],
  ['a negative place', [{ ...whole, start: -1 }]],
  ['a fraction', [{ ...whole, end: 1.5 }]],
  ['a key that is no hash', [{ ...whole, key: 'a' }]],
  ['a sentence without an end', [{ ...whole, sentences: [[0]] }]],
  ['a sentence of three places', [{ ...whole, sentences: [[0, 1, 2]] }]],
  ['a sentence that is no place', [{ ...whole, sentences: [[0, null]] }]],
  ['no sentences', [{ ...whole, sentences: 1 }]],
])('%s is refused', (_, wrong) => {
  expect(passagesSchema.safeParse([whole]).success).toBe(true);
  expect(passagesSchema.safeParse(wrong).success).toBe(false);
});
