import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Article } from '../../src/corpus/article.js';
import { splitSentences } from '../../src/corpus/sentences.js';
import type { PublishedIndex } from '../../src/index/passage-index.js';
import { madeVector } from './made-index.js';
import { readPassages, readVectors, writePassages } from './passage-file.js';
import { SizeFolder } from './size-folder.js';

const DIMENSIONS = 8;
/** More than are handed on at once. */
const ARTICLES = 1_100;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'passages-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('passages and vectors come back in order, some at a time', async () => {
  const place = new SizeFolder(folder);
  await writePassages(place, published());
  const expected = Array.from({ length: ARTICLES }, (_, at) => ({
    id: `tin${at}:0`,
    text: `Bài. 05/03/2031. Tin ${at}.`,
  }));

  const read: unknown[] = [];
  for await (const passages of readPassages(place)) read.push(...passages);
  expect(read).toEqual(expected);

  const sizes: number[] = [];
  const vectors: Float32Array[] = [];
  for await (const batch of readVectors(place, DIMENSIONS)) {
    sizes.push(batch.passages.length);
    vectors.push(...batch.vectors);
  }
  expect(sizes).toEqual([500, 500, 100]);
  expect(vectors).toEqual(Array.from({ length: ARTICLES }, (_, at) => madeVector(`Tin ${at}.`, DIMENSIONS)));
});

function published(): PublishedIndex {
  const articles = Array.from({ length: ARTICLES }, (_, at) => articleOf(`tin${at}`, `Tin ${at}.`));
  return {
    generation: 'one',
    damage: null,
    identity: { formatVersion: 1, modelName: '', modelFingerprint: '', dimensions: DIMENSIONS, chunking: '' },
    articles: articles.map((article) => {
      const { id, text } = article;
      const passage = {
        articleId: id,
        ordinal: 0,
        start: 0,
        end: text.length,
        text,
        sentences: splitSentences(text),
      };
      return { article, passages: [{ passage, key: hash('sha256', text) }] };
    }),
    vectors: () =>
      Promise.resolve(
        new Map(articles.map(({ text }) => [hash('sha256', text), madeVector(text, DIMENSIONS)])),
      ),
  };
}

function articleOf(id: string, text: string): Article {
  return {
    id,
    path: `${id}.md`,
    title: 'Bài',
    publisher: null,
    author: null,
    publishedAt: '2031-03-05',
    publishedAtInferred: false,
    url: null,
    originalTitle: null,
    text,
    contentHash: hash('sha256', text),
  };
}
