import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cutParagraphs, fakeArticle } from '../../../test/support/fake-corpus.js';
import { unit } from '../../../test/support/fake-embedder.js';
import { identityFor } from '../index-identity.js';
import type { PassageIndex } from '../passage-index.js';
import { openVectraIndex } from './open-vectra-index.js';
import { vectraStore } from './vectra-store.js';

const DIMENSIONS = 6;
/** More than vectra's filter is given by name, so that both ways of filtering are taken. */
const ARTICLES = 150;

const element = fc.float({ min: -1, max: 1, noNaN: true });
const direction = fc
  .array(element, { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .filter((values) => Math.hypot(...values) > 0.01)
  .map(unit);

const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

async function openIndexOf(
  vectors: readonly Float32Array[],
  passagesPerArticle: number,
): Promise<PassageIndex> {
  const indexDir = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
  const builtAt = new Date(0);
  const identity = identityFor({ name: 'm', fingerprint: 'f', dimensions: DIMENSIONS }, 'c');
  const key = (position: number) => position.toString(16).padStart(64, '0');
  let position = 0;
  const articles = Array.from({ length: vectors.length / passagesPerArticle }, (_, at) => {
    const paragraphs = Array.from({ length: passagesPerArticle }, (__, ordinal) => `passage ${ordinal}`);
    const article = fakeArticle(`${at}.md`, `Article ${at}`, paragraphs);
    const passages = cutParagraphs(article).map((passage) => ({ passage, key: key(position++) }));
    return { article, passages };
  });
  const byKey = new Map(vectors.map((vector, at) => [key(at), vector]));
  await vectraStore(indexDir, () => builtAt).publish({ identity, builtAt, articles, vectors: byKey });
  const index = await openVectraIndex(indexDir, identity);
  await rm(indexDir, { recursive: true });
  return index;
}

describe('nearest', () => {
  const vectors = fc.sample(direction, { numRuns: ARTICLES * 2, seed: 7 });
  let index: PassageIndex;
  let ids: readonly string[];
  beforeAll(async () => {
    index = await openIndexOf(vectors, 2);
    ids = index.articles.map(({ id }) => id);
  });

  /** The similarities of the nearest, best first, by comparing everything. */
  const bruteForce = (query: Float32Array, limit: number, among: ReadonlySet<string>) =>
    index.passages
      .flatMap(({ articleId }, at) =>
        among.has(articleId) ? [cosine(query, vectors[at] ?? new Float32Array())] : [],
      )
      .sort((a, b) => b - a)
      .slice(0, limit);

  async function expectExact(query: Float32Array, limit: number, among?: ReadonlySet<string>): Promise<void> {
    const nearest = await index.nearest(query, limit, among);
    const wanted = among ?? new Set(ids);
    const exact = bruteForce(query, limit, wanted);
    expect(nearest.map(({ similarity }) => similarity)).toEqual(
      exact.map((similarity) => expect.closeTo(similarity, 4) as number),
    );
    expect(new Set(nearest.map(({ position }) => position)).size).toBe(nearest.length);
    for (const { position, similarity } of nearest) {
      expect(similarity).toBeCloseTo(cosine(query, vectors[position] ?? new Float32Array()), 4);
      expect(wanted.has(index.passages[position]?.articleId ?? '')).toBe(true);
    }
  }

  it('ranks all passages by cosine', async () => {
    await fc.assert(
      fc.asyncProperty(direction, fc.integer({ min: 1, max: 400 }), (query, limit) =>
        expectExact(query, limit),
      ),
    );
  });

  it('ranks the passages of the articles given by cosine, be they few or many', async () => {
    const someArticles = fc
      .nat(ARTICLES)
      .chain((count) =>
        fc
          .shuffledSubarray([...ids], { minLength: count, maxLength: count })
          .map((chosen) => new Set(chosen)),
      );
    await fc.assert(fc.asyncProperty(direction, fc.integer({ min: 1, max: 60 }), someArticles, expectExact));
  });

  it('finds nothing in an article that is not there, and knows no empty limit', async () => {
    const query = unit([1, 0, 0, 0, 0, 0]);
    expect(await index.nearest(query, 5, new Set(['no such id']))).toEqual([]);
    expect(await index.nearest(query, 0)).toEqual([]);
  });

  it('refuses a query of another length', async () => {
    await expect(index.nearest(unit([1, 2]), 5)).rejects.toThrow(RangeError);
  });

  it('puts the earlier of two equals first', async () => {
    const same = unit([1, 1, 0, 0, 0, 0]);
    const twins = await openIndexOf([same, unit([0, 0, 1, 0, 0, 0]), same, same], 2);
    const positions = (await twins.nearest(same, 3)).map(({ position }) => position);
    expect(positions).toEqual([0, 2, 3]);
  });
});
