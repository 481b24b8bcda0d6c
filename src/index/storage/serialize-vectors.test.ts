import { expect, test } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import { unit } from '../../../test/support/fake-embedder.js';
import type { IndexedArticle } from '../index-store.js';
import { serializeVectors, type VectorsByKey } from './serialize-vectors.js';
import { vectorItems } from './vector-items.js';

const NONE = new Map<string, Float32Array>();

/** An article of paragraphs whose vectors have the paragraphs themselves as keys. */
function indexed(path: string, paragraphs: readonly string[]): IndexedArticle {
  const article = fakeArticle(path, 'Bài', paragraphs);
  return { article, passages: cutParagraphs(article).map((passage) => ({ passage, key: passage.text })) };
}

const before = [indexed('a.md', ['một', 'hai']), indexed('b.md', ['ba', 'một'])];
const vectors = new Map([
  ['một', unit([1, 0, 0])],
  ['hai', unit([1, 1, 0])],
  ['ba', unit([1, 1, 1])],
]);
const written = serializeVectors(before, { vectors, items: [] }, 3);
const keys = before.flatMap(({ passages }) => passages.map(({ key }) => key));
const items: VectorsByKey['items'] = [...vectorItems(written)].map((item, at) => ({
  ...item,
  key: keys[at] ?? '',
}));

/** What is in an index, vectors as arrays. */
const contents = (index: Uint8Array) =>
  [...vectorItems(index)].map(({ id, vector }) => [
    id,
    Array.from(new Float32Array(new Uint8Array(vector).buffer)),
  ]);

test('what has not changed is written again byte by byte, without its vectors', () => {
  const again = serializeVectors(before, { vectors: NONE, items }, 3);
  expect([...vectorItems(again)]).toEqual([...vectorItems(written)]);
});

test('a paragraph that moved keeps its vector under its new place, beside those copied and those new', () => {
  const after = [
    indexed('a.md', ['mới', 'một', 'hai']),
    indexed('b.md', ['ba', 'một']),
    indexed('c.md', ['ba']),
  ];
  const added = new Map([['mới', unit([0, 0, 1])]]);
  const all = new Map([...vectors, ...added]);
  expect(contents(serializeVectors(after, { vectors: added, items }, 3))).toEqual(
    contents(serializeVectors(after, { vectors: all, items: [] }, 3)),
  );
});

test('a vector given anew stands in place of the one written', () => {
  const again = new Map([['một', unit([0, 1, 0])]]);
  const index = serializeVectors(before, { vectors: again, items }, 3);
  expect(contents(index).map(([, vector]) => vector)).toEqual([
    [0, 1, 0],
    Array.from(vectors.get('hai') ?? []),
    Array.from(vectors.get('ba') ?? []),
    [0, 1, 0],
  ]);
});

test('a passage without a vector, or with one of other dimensions, is a defect that is named', () => {
  const missing = [indexed('a.md', ['bốn'])];
  expect(() => serializeVectors(missing, { vectors: NONE, items }, 3)).toThrow(
    'Passage 0 of a.md has no vector',
  );
  const short = new Map([['bốn', unit([1, 0])]]);
  expect(() => serializeVectors(missing, { vectors: short, items }, 3)).toThrow('a vector of 2 dimensions');
});
