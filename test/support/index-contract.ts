import { hostname } from 'node:os';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '../../src/corpus/article.js';
import {
  identityFor,
  type PassageIndex,
  type IndexContents,
  type IndexStore,
} from '../../src/index/passage-index.js';
import {
  openIndex,
  openGenerationWatcher,
  withIndexStore,
  type IndexLocation,
} from '../../src/index/open-index.js';
import { passageKey } from '../../src/index/gather-articles.js';
import { reindex } from '../../src/index/reindex.js';
import type { ReindexOptions, ReindexSummary } from '../../src/index/reindex-parts.js';
import { cutParagraphs, fakeArticle, FakeCorpus } from './fake-corpus.js';
import { FakeEmbedder, unit } from './fake-embedder.js';

const DAY_MS = 86_400_000;
const embedder = new FakeEmbedder();
const identity = identityFor(embedder, 'by paragraph');

/** What a generation of these articles holds, with the vector of each text unless it is given. */
function contentsOf(
  articles: readonly Article[],
  day = 0,
  vectorOf = (text: string) => embedder.vector(text),
): IndexContents {
  const indexed = articles.map((article) => ({
    article,
    passages: cutParagraphs(article).map((passage) => ({
      passage,
      key: passageKey(embedder.fingerprint, passage.text),
    })),
  }));
  const keyed = indexed.flatMap(({ passages }) => passages);
  return {
    identity,
    builtAt: new Date(Date.UTC(2031, 0, 1) + day * DAY_MS),
    articles: indexed,
    vectors: new Map(keyed.map(({ passage, key }) => [key, vectorOf(passage.text)])),
  };
}

const A = fakeArticle('a.md', 'Tiêu đề “A”', [
  'Đoạn một.',
  'Đoạn hai, có dấu và 🌾.',
  'Đoạn\u2028ba \\u0000 \0 \ud800',
]);
const B = fakeArticle('b.md', 'B', ['Chỉ một đoạn.']);
const C = fakeArticle('thư mục/c.md', 'C', ['Đoạn một.', 'Đoạn của C.']);

/**
 * What every adapter of an index has to do, be it read or written.
 *
 * @param emptyPlace - a place for an index in which there is none
 */
export function describeIndex(name: string, emptyPlace: () => Promise<IndexLocation>): void {
  describe(`an index ${name}`, () => {
    let location: IndexLocation;
    beforeEach(async () => {
      location = await emptyPlace();
    });

    const now = () => new Date(Date.UTC(2031, 0, 1));
    const withStore = <T>(work: (store: IndexStore) => Promise<T>) => withIndexStore(location, now, work);
    const publish = (contents: IndexContents) =>
      withStore((store) => store.exclusively(() => store.publish(contents)));
    const rollBack = () => withStore((store) => store.exclusively(() => store.rollBack()));
    const open = (expected = identity) => openIndex(location, expected);
    const current = async () => {
      const watcher = await openGenerationWatcher(location);
      try {
        return await watcher.current();
      } finally {
        await watcher.close();
      }
    };

    it('that was never built is missing', async () => {
      await expect(open()).rejects.toMatchObject({
        code: 'index-missing',
        hint: expect.stringContaining('npm run reindex') as string,
      });
      expect(await current()).toBeNull();
      await withStore(async (store) => {
        expect(await store.published()).toBeNull();
        await expect(store.exclusively(() => store.rollBack())).rejects.toMatchObject({
          code: 'index-missing',
        });
      });
    });

    it('gives back what was published, to the last character', async () => {
      const generation = await publish(contentsOf([A, B, C]));
      const index = await open();
      expect(index).toMatchObject({ identity, generation, builtAt: '2031-01-01T00:00:00.000Z' });
      expect(index.damage).toBeUndefined();
      expect(index.articles).toEqual([A, B, C]);
      expect(index.passages).toEqual([A, B, C].flatMap(cutParagraphs));
      expect(await current()).toBe(generation);
    });

    it('gives the next reindex its articles and the vector of each passage', async () => {
      const contents = contentsOf([A, B, C]);
      await publish(contents);
      await withStore(async (store) => {
        const published = await store.published();
        expect(published).toMatchObject({ identity, damage: null, articles: contents.articles });
        expect(await published?.vectors()).toEqual(contents.vectors);
      });
    });

    it('keeps vectors that are not given again', async () => {
      await publish(contentsOf([A, B]));
      await withStore((store) =>
        store.exclusively(async () => {
          const takenOver = await store.published();
          if (takenOver === null) throw new Error('Nothing is published.');
          const { vectors, ...rest } = contentsOf([A, C]);
          const added = new Map(
            [...vectors].filter(([key]) => key === passageKey(embedder.fingerprint, 'Đoạn của C.')),
          );
          expect(added.size).toBe(1);
          await store.publish({ ...rest, vectors: added, takenOver });
          await expect(store.publish({ ...rest, vectors: added })).rejects.toThrow(
            'has no vector; expected 8',
          );
        }),
      );
      const index = await open();
      for (const [position, { text }] of index.passages.entries()) {
        const found = await index.nearest(embedder.vector(text), index.passages.length);
        const similarity = found.find((hit) => hit.position === position)?.similarity;
        expect(similarity).toBeCloseTo(1, 5);
      }
    });

    it('that something else has built is not opened', async () => {
      await publish(contentsOf([B]));
      await expect(open({ ...identity, modelFingerprint: 'another' })).rejects.toMatchObject({
        code: 'index-incompatible',
      });
      await expect(open({ ...identity, chunking: 'by page' })).rejects.toMatchObject({
        code: 'index-incompatible',
      });
      await expect(open({ ...identity, modelName: 'another name' })).resolves.toMatchObject({
        articles: [B],
      });
    });

    it('of another format counts as none to build from', async () => {
      await publish({ ...contentsOf([B]), identity: { ...identity, formatVersion: 99 } });
      await expect(open()).rejects.toMatchObject({ code: 'index-incompatible' });
      expect(await withStore((store) => store.published())).toBeNull();
    });

    it('is as it was when publishing fails', async () => {
      const generation = await publish(contentsOf([A]));
      const { vectors, ...rest } = contentsOf([A, B], 1);
      await expect(publish({ ...rest, vectors: new Map([...vectors].slice(1)) })).rejects.toThrow(
        'has no vector',
      );
      expect(await current()).toBe(generation);
      expect((await open()).articles).toEqual([A]);
      await publish(contentsOf([B], 2));
      expect((await open()).articles).toEqual([B]);
    });

    it('is replaced at once, while a reader keeps what it has opened', async () => {
      const first = await publish(contentsOf([A, B]));
      const old = await open();
      const second = await publish(contentsOf([C], 1));
      expect(second > first).toBe(true);
      expect(await current()).toBe(second);
      expect(old.generation).toBe(first);
      const [hit] = await old.nearest(embedder.vector('Chỉ một đoạn.'), 1);
      expect(old.passages[hit?.position ?? -1]?.text).toBe('Chỉ một đoạn.');
      expect((await open()).articles).toEqual([C]);
    });

    it('gets names that sort by their publishing, even when the clock is set back', async () => {
      const first = await publish(contentsOf([A], 9));
      const second = await publish(contentsOf([B], 1));
      expect(second > first).toBe(true);
      expect((await open()).articles).toEqual([B]);
    });

    it('goes back to the generation before, once', async () => {
      const first = await publish(contentsOf([A]));
      const second = await publish(contentsOf([B, C], 1));
      expect(await rollBack()).toEqual({
        from: { generation: second, builtAt: '2031-01-02T00:00:00.000Z' },
        to: {
          generation: first,
          builtAt: '2031-01-01T00:00:00.000Z',
          modelName: 'fake',
          articles: 1,
          passages: 3,
        },
      });
      expect(await current()).toBe(first);
      expect((await open()).articles).toEqual([A]);
      await expect(rollBack()).rejects.toMatchObject({ code: 'rollback-impossible' });
      await publish(contentsOf([C], 2));
      expect((await rollBack()).to.generation).toBe(first);
    });

    it('goes back to what it was built from', async () => {
      const first = await publish(contentsOf([A]));
      await publish(contentsOf([B], 1));
      await publish({ ...contentsOf([C], 2), builtFrom: first });
      expect((await rollBack()).to.generation).toBe(first);
      expect((await open()).articles).toEqual([A]);
    });

    describe('while it is being written', () => {
      it('takes no second writer, and says who the first is', async () => {
        await withStore((first) =>
          first.exclusively(async () => {
            let hasRun = false;
            const second = withStore((store) =>
              store.exclusively(() => {
                hasRun = true;
                return Promise.resolve();
              }),
            );
            await expect(second).rejects.toMatchObject({
              code: 'index-locked',
              message: expect.stringContaining(
                `process ${process.pid} on ${hostname()} since 2031-01-01T00:00:00.000Z`,
              ) as string,
            });
            expect(hasRun).toBe(false);
            // The one turned away has not opened the door for a third.
            await expect(publish(contentsOf([A]))).rejects.toMatchObject({ code: 'index-locked' });
          }),
        );
        await publish(contentsOf([A]));
      });

      it('is free again when the writer fails', async () => {
        const failing = withStore((store) => store.exclusively(() => Promise.reject(new Error('failed'))));
        await expect(failing).rejects.toThrow('failed');
        await publish(contentsOf([A]));
      });

      it('can be read', async () => {
        await publish(contentsOf([A]));
        await withStore((store) =>
          store.exclusively(async () => {
            expect((await open()).articles).toEqual([A]);
          }),
        );
      });
    });

    describe('keeps what was embedded and not published', () => {
      const vectors = new Map(['1', '2', '3'].map((text) => [passageKey('m', text), embedder.vector(text)]));
      const kept = () => withStore(async (store) => (await store.embeddingProgress()).vectors);
      const keep = (some: ReadonlyMap<string, Float32Array>) =>
        withStore((store) =>
          store.exclusively(async () => {
            await (await store.embeddingProgress()).keep(some);
          }),
        );

      it('for the runs after, until it is let go', async () => {
        expect(await kept()).toEqual(new Map());
        await keep(new Map([...vectors].slice(0, 1)));
        await keep(new Map([...vectors].slice(1)));
        expect(await kept()).toEqual(vectors);
        await withStore((store) =>
          store.exclusively(async () => {
            await (await store.embeddingProgress()).forget();
          }),
        );
        expect(await kept()).toEqual(new Map());
      });

      it('in its last form, and of any length', async () => {
        await keep(vectors);
        const changed = new Map([...vectors].map(([key], at) => [key, unit([at + 1, 1])]));
        await keep(changed);
        expect(await kept()).toEqual(changed);
      });
    });

    describe('searched for the nearest', () => {
      const DIMENSIONS = 8;
      const element = fc.float({ min: -1, max: 1, noNaN: true });
      const direction = fc
        .array(element, { minLength: DIMENSIONS, maxLength: DIMENSIONS })
        .filter((values) => Math.hypot(...values) > 0.01)
        .map(unit);
      const cosine = (a: Float32Array, b: Float32Array) =>
        a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
      const vectors = fc.sample(direction, { numRuns: 300, seed: 7 });
      const textOf = (at: number) => `passage ${at}`;
      const articles = Array.from({ length: vectors.length / 2 }, (_, at) =>
        fakeArticle(`${String(at).padStart(3, '0')}.md`, `Article ${at}`, [
          textOf(2 * at),
          textOf(2 * at + 1),
        ]),
      );
      const vectorOf = (text: string) => vectors[Number(text.split(' ')[1])] ?? new Float32Array();
      const openAll = async () => {
        await publish(contentsOf(articles, 0, vectorOf));
        return await open();
      };

      async function expectExact(
        index: PassageIndex,
        query: Float32Array,
        limit: number,
        among?: ReadonlySet<string>,
      ): Promise<void> {
        const nearest = await index.nearest(query, limit, among);
        const wanted = among ?? new Set(articles.map(({ id }) => id));
        const exact = index.passages
          .flatMap(({ articleId, text }) => (wanted.has(articleId) ? [cosine(query, vectorOf(text))] : []))
          .sort((a, b) => b - a)
          .slice(0, limit);
        expect(nearest.map(({ similarity }) => similarity)).toEqual(
          exact.map((similarity) => expect.closeTo(similarity, 4) as number),
        );
        expect(new Set(nearest.map(({ position }) => position)).size).toBe(nearest.length);
        for (const { position, similarity } of nearest) {
          const passage = index.passages[position];
          expect(similarity).toBeCloseTo(cosine(query, vectorOf(passage?.text ?? '')), 4);
          expect(wanted.has(passage?.articleId ?? '')).toBe(true);
        }
      }

      it('ranks by cosine, among all or in the articles given, be they few or many', async () => {
        const index = await openAll();
        const ids = articles.map(({ id }) => id);
        const some = fc
          .nat(ids.length)
          .chain((count) => fc.shuffledSubarray(ids, { minLength: count, maxLength: count }))
          .map((chosen) => new Set(chosen));
        await fc.assert(
          fc.asyncProperty(
            direction,
            fc.integer({ min: 1, max: 400 }),
            fc.option(some, { nil: undefined }),
            (query, limit, among) => expectExact(index, query, limit, among),
          ),
          { numRuns: 50 },
        );
      });

      it('finds nothing in an article that is not there, and knows no empty limit', async () => {
        const index = await openAll();
        const query = unit([1, 0, 0, 0, 0, 0, 0, 0]);
        expect(await index.nearest(query, 5, new Set(['no such id']))).toEqual([]);
        expect(await index.nearest(query, 5, new Set())).toEqual([]);
        expect(await index.nearest(query, 0)).toEqual([]);
      });

      it('refuses a query of another length', async () => {
        await publish(contentsOf([A]));
        await expect((await open()).nearest(unit([1, 2]), 5)).rejects.toThrow(RangeError);
      });

      it('finds every place of a text, the earlier of equals first', async () => {
        await publish(contentsOf([A, B, C]));
        const index = await open();
        const query = embedder.vector('Đoạn một.');
        const twins = index.passages.flatMap(({ text }, at) => (text === 'Đoạn một.' ? [at] : []));
        expect(twins).toHaveLength(2);
        expect((await index.nearest(query, 2)).map(({ position }) => position)).toEqual(twins);
        expect((await index.nearest(query, 1, new Set([C.id]))).map(({ position }) => position)).toEqual(
          twins.slice(1),
        );
      });
    });

    describe('brought up to date', () => {
      const corpusOf = (paragraphs: number) =>
        new FakeCorpus([
          [
            'a.md',
            ['Article A', ...Array.from({ length: paragraphs }, (_, at) => `paragraph ${at}`)].join('\n'),
          ],
          ['sub/b.md', 'Article B\nfirst of B\nsecond of B'],
        ]);
      const run = (
        corpus: FakeCorpus,
        model: FakeEmbedder,
        options: ReindexOptions = {},
      ): Promise<ReindexSummary> =>
        withStore((store) =>
          reindex(
            {
              listFiles: corpus.listFiles,
              readArticle: corpus.readArticle,
              chunk: (article) => Promise.resolve(cutParagraphs(article)),
              embeddingText: (_, { text }) => text,
              chunking: 'by paragraph',
              embedder: model,
              store,
              now,
            },
            options,
          ),
        );
      const texts = async () => (await open()).passages.map(({ text }) => text);

      it('embeds what is new, publishes nothing when nothing has changed, and all with --full', async () => {
        const corpus = corpusOf(3);
        expect(await run(corpus, new FakeEmbedder())).toMatchObject({ added: 2, passages: 5, embedded: 5 });
        expect(await run(corpus, new FakeEmbedder())).toMatchObject({ unchanged: 2, generation: null });
        corpus.set('sub/b.md', 'Article B\nfirst of B\nnew of B');
        const model = new FakeEmbedder();
        expect(await run(corpus, model)).toMatchObject({ changed: 1, passages: 5, embedded: 1, reused: 4 });
        expect(model.embedded).toEqual(['new of B']);
        expect(await texts()).toEqual([
          'paragraph 0',
          'paragraph 1',
          'paragraph 2',
          'first of B',
          'new of B',
        ]);
        expect(await run(corpus, new FakeEmbedder(), { full: true })).toMatchObject({
          embedded: 5,
          reused: 0,
        });
        const index = await open();
        for (const [position, { text }] of index.passages.entries()) {
          expect(await index.nearest(embedder.vector(text), 1)).toEqual([
            { position, similarity: expect.closeTo(1, 5) as number },
          ]);
        }
      });

      it('writes nothing in a dry run', async () => {
        const corpus = corpusOf(3);
        expect(await run(corpus, new FakeEmbedder(), { dryRun: true })).toMatchObject({ embedded: 5 });
        expect(await current()).toBeNull();
      });

      it('goes on where a run was killed', async () => {
        const corpus = corpusOf(600);
        const mortal = new FakeEmbedder();
        const embed = mortal.embedPassages.bind(mortal);
        mortal.embedPassages = (batch) =>
          mortal.embedded.length >= 512 ? Promise.reject(new Error('killed')) : embed(batch);
        await expect(run(corpus, mortal)).rejects.toThrow('killed');
        const next = new FakeEmbedder();
        expect(await run(corpus, next)).toMatchObject({ passages: 602, embedded: 90, reused: 512 });
        expect(next.embedded).toHaveLength(90);
        expect(await texts()).toHaveLength(602);
      });

      it('is rebuilt for another model', async () => {
        const corpus = corpusOf(3);
        await run(corpus, new FakeEmbedder());
        const other = new FakeEmbedder('other');
        expect(await run(corpus, other)).toMatchObject({ passages: 5, embedded: 5 });
        await expect(open()).rejects.toMatchObject({ code: 'index-incompatible' });
        await expect(open(identityFor(other, 'by paragraph'))).resolves.toMatchObject({
          articles: [{ path: 'a.md' }, { path: 'sub/b.md' }],
        });
        expect((await rollBack()).to.modelName).toBe('fake');
        expect(await texts()).toHaveLength(5);
      });
    });
  });
}
