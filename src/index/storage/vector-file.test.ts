import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import * as vectra from 'vectra';
import { LocalFileStorage, LocalIndex, ProtobufCodec } from 'vectra';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import { unit } from '../../../test/support/fake-embedder.js';
import type { IndexedArticle } from '../passage-index.js';
import {
  loadVectra,
  openVectors,
  readVectors,
  serializeVectors,
  vectorItems,
  VECTORS_FILE,
  type VectorsByKey,
  writeVectors,
} from './vector-file.js';

const DIMENSIONS = 5;
/** More than vectra's codec is handed at once. */
const PASSAGES = 1_300;
const PER_ARTICLE = 13;

const vectors = fc.sample(
  fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: DIMENSIONS, maxLength: DIMENSIONS }),
  { numRuns: PASSAGES, seed: 11 },
);
const keyOf = (position: number) => `key ${position}`;
const byKey = new Map(
  vectors.map((numbers, at) => [keyOf(at), unit(numbers.map((x, i) => x + (i === at % DIMENSIONS ? 2 : 0)))]),
);
const articles: IndexedArticle[] = Array.from({ length: PASSAGES / PER_ARTICLE }, (_, at) => {
  const article = fakeArticle(
    `${at}.md`,
    `Article ${at}`,
    Array.from({ length: PER_ARTICLE }, (__, i) => `passage ${i}`),
  );
  const passages = cutParagraphs(article).map((passage, i) => ({
    passage,
    key: keyOf(at * PER_ARTICLE + i),
  }));
  return { article, passages };
});

let folder: string;
let file: string;
let whole: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
  file = path.join(folder, VECTORS_FILE);
  await writeVectors(folder, articles, { vectors: byKey }, DIMENSIONS);
  whole = await readFile(file);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('the vectors read are those written', async () => {
  expect(await readVectors(folder, articles, DIMENSIONS)).toEqual(byKey);
});

test('each vector is searched at its passage’s place', async () => {
  const table = await openVectors(folder, articles, DIMENSIONS);
  expect(table.count).toBe(PASSAGES);
  for (const position of [0, 1, 999, 1_000, PASSAGES - 1]) {
    const itself = byKey.get(keyOf(position)) ?? unit([]);
    const [found] = table.nearest(itself, 1, (at) => at === position);
    expect(found?.similarity).toBeCloseTo(1, 4);
  }
});

test('vectra itself opens the file and finds the same passages', async () => {
  const index = new LocalIndex(folder, VECTORS_FILE, new LocalFileStorage(), new ProtobufCodec());
  const table = await openVectors(folder, articles, DIMENSIONS);
  const ids = articles.flatMap(({ article, passages }) =>
    passages.map(({ passage }) => `${article.id}:${passage.ordinal}`),
  );
  for (const query of [unit([1, 2, 3, 4, 5]), unit([-1, 0, 1, 0, 0])]) {
    // Some are as near as each other but for rounding.
    const theirs = await index.queryItems(Array.from(query), '', 20);
    const names = theirs.map(({ item }) => item.id);
    table.nearest(query, 10).forEach(({ position, similarity }, at) => {
      expect(names).toContain(ids[position]);
      expect(similarity).toBeCloseTo(theirs[at]?.score ?? NaN, 4);
    });
  }
});

test('a file cut short anywhere, or of other passages, is damaged', async () => {
  for (const length of [0, 1, 7, 100, whole.length / 2, whole.length - 1].map(Math.floor)) {
    await writeFile(file, whole.subarray(0, length));
    await expect(openVectors(folder, articles, DIMENSIONS)).rejects.toMatchObject({ code: 'index-damaged' });
  }
  await writeFile(file, whole);
  for (const others of [articles.slice(1), articles.slice(0, -1), [...articles].reverse()]) {
    await expect(openVectors(folder, others, DIMENSIONS)).rejects.toMatchObject({ code: 'index-damaged' });
  }
  await expect(openVectors(folder, articles, DIMENSIONS + 1)).rejects.toMatchObject({
    code: 'index-damaged',
  });
});

describe('serializeVectors', () => {
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
});

describe('vectra', () => {
  test('what is loaded are the parts that vectra itself exports', () => {
    const { ItemSelector, ProtobufCodec } = loadVectra();
    expect(ItemSelector).toBe(vectra.ItemSelector);
    expect(ProtobufCodec).toBe(vectra.ProtobufCodec);
  });
});
