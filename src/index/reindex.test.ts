import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cutParagraphs, FakeCorpus } from '../../test/support/fake-corpus.js';
import { FakeEmbedder } from '../../test/support/fake-embedder.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { currentGeneration, generationFolder } from './storage/generations.js';
import { identityFor } from './passage-index.js';
import { reindex, EmbeddingBatcher } from './reindex.js';
import type { ReindexOptions, ReindexParts, ReindexProgress } from './reindex-parts.js';
import { openVectraIndex, vectraStore } from './storage/vectra-index.js';

/** An articles folder of two articles of two passages each, and an index beside it that is not built yet. */
async function setUp() {
  const indexDir = path.join(await temporaryFolder(), 'index');
  const corpus = new FakeCorpus([
    ['a.md', 'Article A\nfirst of A\nsecond of A'],
    ['sub/b.md', 'Article B\nfirst of B\nsecond of B'],
  ]);
  const clock = { now: Date.UTC(2024, 9, 17) };
  const now = () => new Date((clock.now += 1000));
  const store = vectraStore(indexDir, now);
  const partsWith = (embedder: FakeEmbedder, chunking: string): ReindexParts => ({
    listFiles: corpus.listFiles,
    readArticle: corpus.readArticle,
    chunk: (article) => Promise.resolve(cutParagraphs(article)),
    embeddingText: (article, passage) => `${article.title}: ${passage.text}`,
    chunking,
    embedder,
    store,
    now,
  });
  /** Runs a reindex as a new process would, and says what was embedded in it. */
  const run = async (options: ReindexOptions = {}, model = 'fake', chunking = 'by paragraph') => {
    const embedder = new FakeEmbedder(model);
    corpus.reads.length = 0;
    const summary = await reindex(partsWith(embedder, chunking), options);
    return { summary, embedded: embedder.embedded };
  };
  const open = (model = 'fake', chunking = 'by paragraph') =>
    openVectraIndex(indexDir, identityFor(new FakeEmbedder(model), chunking));
  const texts = async (model?: string, chunking?: string) =>
    (await open(model, chunking)).passages.map(({ text }) => text);
  const damage = (generation: string | null) =>
    rm(path.join(generationFolder(indexDir, generation ?? ''), 'index.pb'));
  return { indexDir, corpus, run, open, texts, partsWith, damage, store, clock };
}

describe('reindex', () => {
  test('builds an index where there is none', async () => {
    const { run, open, indexDir } = await setUp();
    const { summary, embedded } = await run();
    expect(summary).toEqual({
      added: 2,
      changed: 0,
      removed: 0,
      unchanged: 0,
      failed: 0,
      passages: 4,
      embedded: 4,
      reused: 0,
      seconds: expect.any(Number) as number,
      generation: await currentGeneration(indexDir),
      problems: [],
      passedOver: [],
      retained: [],
      leftOut: [],
    });
    expect(embedded).toContain('Article A: second of A');
    const index = await open();
    expect(index.articles.map((article) => article.path)).toEqual(['a.md', 'sub/b.md']);
    const [nearest] = await index.nearest(new FakeEmbedder().vector('Article B: first of B'), 1);
    expect(index.passages[nearest?.position ?? -1]?.text).toBe('first of B');
    expect(nearest?.similarity).toBeCloseTo(1, 5);
  });

  test('publishes, reads and embeds nothing when nothing has changed', async () => {
    const { run, corpus, indexDir } = await setUp();
    const { summary: first } = await run();
    const { summary, embedded } = await run();
    expect(summary).toMatchObject({ unchanged: 2, passages: 4, embedded: 0, reused: 4, generation: null });
    expect([embedded, corpus.reads]).toEqual([[], []]);
    expect(await currentGeneration(indexDir)).toBe(first.generation);
  });

  test('embeds only the paragraph that changed', async () => {
    const { run, corpus, open } = await setUp();
    await run();
    corpus.set('a.md', 'Article A\nfirst of A\nnew second of A');
    const { summary, embedded } = await run();
    expect(summary).toMatchObject({ changed: 1, unchanged: 1, passages: 4, embedded: 1, reused: 3 });
    expect([embedded, corpus.reads]).toEqual([['Article A: new second of A'], ['a.md']]);
    const index = await open();
    for (const [position, passage] of index.passages.entries()) {
      const title = index.articles.find(({ id }) => id === passage.articleId)?.title ?? '';
      const [nearest] = await index.nearest(new FakeEmbedder().vector(`${title}: ${passage.text}`), 1);
      expect(nearest).toEqual({ position, similarity: expect.closeTo(1, 5) as number });
    }
  });

  test('embeds nothing when a file is renamed', async () => {
    const { run, corpus, open } = await setUp();
    await run();
    corpus.set('renamed.md', corpus.get('a.md') ?? '');
    corpus.delete('a.md');
    const { summary, embedded } = await run();
    expect(summary).toMatchObject({ added: 1, removed: 1, unchanged: 1, embedded: 0, reused: 4 });
    expect(embedded).toEqual([]);
    expect((await open()).articles.map((article) => article.path)).toEqual(['renamed.md', 'sub/b.md']);
  });

  test('embeds a text once that stands in two files', async () => {
    const { run, corpus, texts } = await setUp();
    corpus.set('copy.md', corpus.get('a.md') ?? '');
    const { summary, embedded } = await run();
    expect(summary).toMatchObject({ passages: 6, embedded: 4, reused: 2 });
    expect(embedded).toHaveLength(4);
    expect(await texts()).toHaveLength(6);
  });

  test('removes the article of a deleted file', async () => {
    const { run, corpus, texts } = await setUp();
    await run();
    corpus.delete('a.md');
    expect((await run()).summary).toMatchObject({ removed: 1, unchanged: 1, passages: 2, embedded: 0 });
    expect(await texts()).toEqual(['first of B', 'second of B']);
  });

  test.each([{}, { full: true }])('keeps the last good version of a broken file (%o)', async (options) => {
    const { run, corpus, texts } = await setUp();
    await run();
    corpus.set('a.md', 'BROKEN');
    corpus.set('sub/b.md', 'Article B\nnew of B');
    corpus.set('c.md', 'BROKEN from the start');
    const { summary } = await run(options);
    expect(summary).toMatchObject({ added: 0, changed: 1, failed: 2, passages: 3, retained: ['a.md'] });
    expect(summary.problems.map((problem) => problem.path)).toEqual(['a.md', 'c.md']);
    expect(await texts()).toEqual(['first of A', 'second of A', 'new of B']);
  });

  test('keeps the last good version under another model too, embedded by that', async () => {
    const { run, corpus, texts } = await setUp();
    await run();
    corpus.set('a.md', 'BROKEN');
    const { summary, embedded } = await run({}, 'other');
    expect(summary).toMatchObject({ failed: 1, unchanged: 1, retained: ['a.md'], embedded: 4 });
    expect(embedded).toContain('Article A: second of A');
    expect(await texts('other')).toHaveLength(4);
  });

  test('keeps the articles of a folder that cannot be listed', async () => {
    const { run, corpus, texts } = await setUp();
    await run();
    corpus.delete('sub/b.md');
    corpus.unlistable.add('sub');
    const { summary } = await run();
    expect(summary).toMatchObject({ removed: 0, failed: 1, retained: ['sub/b.md'], generation: null });
    expect(await texts()).toHaveLength(4);
  });

  test('tries a broken file again once it is mended', async () => {
    const { run, corpus, texts } = await setUp();
    await run();
    corpus.set('a.md', 'BROKEN');
    expect((await run()).summary).toMatchObject({ failed: 1, changed: 0, generation: null });
    corpus.set('a.md', 'Article A\nmended');
    expect((await run()).summary).toMatchObject({ failed: 0, changed: 1 });
    expect(await texts()).toEqual(['mended', 'first of B', 'second of B']);
  });

  test('rebuilds for another model, and the old one can no longer query', async () => {
    const { run, open } = await setUp();
    await run();
    await expect(open('other')).rejects.toMatchObject({ code: 'index-incompatible' });
    const { summary } = await run({}, 'other');
    expect(summary).toMatchObject({ unchanged: 2, embedded: 4, reused: 0 });
    expect((await open('other')).identity.modelName).toBe('other');
    await expect(open('fake')).rejects.toMatchObject({
      code: 'index-incompatible',
      message: expect.stringMatching(/other .*, not fake /) as string,
      hint: expect.stringContaining('npm run reindex') as string,
    });
  });

  test('reads everything again for another chunking, but embeds no text twice', async () => {
    const { run, open, corpus } = await setUp();
    await run();
    const { summary } = await run({}, 'fake', 'other rules');
    expect(corpus.reads).toEqual(['a.md', 'sub/b.md']);
    expect(summary).toMatchObject({ unchanged: 2, embedded: 0, reused: 4 });
    expect((await open('fake', 'other rules')).passages).toHaveLength(4);
  });

  test('embeds everything again when asked to', async () => {
    const { run, indexDir } = await setUp();
    await run();
    const { summary } = await run({ full: true });
    expect(summary).toMatchObject({ unchanged: 2, embedded: 4, reused: 0 });
    expect(summary.generation).toBe(await currentGeneration(indexDir));
  });

  test('counts in a dry run, and writes nothing', async () => {
    const { run, corpus, indexDir } = await setUp();
    expect((await run({ dryRun: true })).summary).toMatchObject({ added: 2, embedded: 4, generation: null });
    await expect(readdir(indexDir)).rejects.toMatchObject({ code: 'ENOENT' });
    const { summary: first } = await run();
    corpus.set('a.md', 'Article A\nfirst of A\nnew');
    const { summary, embedded } = await run({ dryRun: true });
    expect(summary).toMatchObject({ changed: 1, unchanged: 1, embedded: 1, reused: 3, generation: null });
    expect(embedded).toEqual([]);
    expect(await currentGeneration(indexDir)).toBe(first.generation);
  });

  test('reads in a dry run what has not changed, too, to tell what is left out of it', async () => {
    const { run, corpus } = await setUp();
    await run();
    expect((await run()).summary).toMatchObject({ unchanged: 2 });
    expect(corpus.reads).toEqual([]);
    expect((await run({ dryRun: true })).summary).toMatchObject({ unchanged: 2, changed: 0 });
    expect(corpus.reads).toHaveLength(2);
  });

  test('serves the old index when embedding fails, and goes on from there', async () => {
    const { run, corpus, partsWith, texts, indexDir } = await setUp();
    const { summary: first } = await run();
    corpus.set('c.md', 'Article C\nof C');
    const failing = new FakeEmbedder();
    failing.embedPassages = () => Promise.reject(new Error('worker died'));
    await expect(reindex(partsWith(failing, 'by paragraph'))).rejects.toThrow('worker died');
    expect(await currentGeneration(indexDir)).toBe(first.generation);
    expect(await texts()).toHaveLength(4);
    expect((await run()).summary).toMatchObject({ added: 1, embedded: 1 });
  });

  test('refuses to publish a vector of the wrong length', async () => {
    const { partsWith, indexDir } = await setUp();
    const wrong = new FakeEmbedder();
    wrong.embedPassages = (given) => Promise.resolve(given.map(() => new Float32Array(3)));
    await expect(reindex(partsWith(wrong, 'by paragraph'))).rejects.toThrow(
      'vector of 3 dimensions; expected 8',
    );
    expect(await currentGeneration(indexDir)).toBeNull();
  });

  test('publishes nothing when stopped', async () => {
    const { run, indexDir } = await setUp();
    const stop = new AbortController();
    const onProgress = ({ phase, done }: ReindexProgress) => {
      if (phase === 'embedding' && done > 0) stop.abort();
    };
    await expect(run({ signal: stop.signal, onProgress })).rejects.toMatchObject({ name: 'AbortError' });
    expect(await currentGeneration(indexDir)).toBeNull();
  });

  test('publishes no empty index', async () => {
    const { run, corpus, texts } = await setUp();
    corpus.set('a.md', 'BROKEN');
    corpus.set('sub/b.md', 'BROKEN');
    await expect(run()).rejects.toMatchObject({
      code: 'articles-folder-empty',
      message: expect.stringContaining('a.md: broken; sub/b.md: broken') as string,
      hint: 'mend it',
    });
    corpus.set('a.md', 'Article A\nof A');
    await run();
    corpus.clear();
    await expect(run()).rejects.toMatchObject({ code: 'articles-folder-empty' });
    expect(await texts()).toEqual(['of A']);
  });

  describe('that would remove more than half of the articles', () => {
    const setUpOf = async (...names: string[]) => {
      const parts = await setUp();
      parts.corpus.clear();
      for (const name of names) parts.corpus.set(name, `Article\nof ${name}`);
      await parts.run();
      return parts;
    };

    test('changes nothing, says how many of how many, and does so when it may', async () => {
      const { run, corpus, texts, indexDir } = await setUpOf('a.md', 'b.md', 'c.md');
      const before = await currentGeneration(indexDir);
      for (const gone of ['a.md', 'b.md']) corpus.delete(gone);
      corpus.set('other.md', 'Other\nof another folder');
      for (const options of [{}, { full: true }]) {
        await expect(run(options)).rejects.toMatchObject({
          code: 'index-would-shrink',
          message: expect.stringMatching(/remove 2 of the 3 articles .* holds 2\.$/u) as string,
          hint: expect.stringContaining('npm run reindex -- --yes') as string,
        });
      }
      expect(await currentGeneration(indexDir)).toBe(before);
      expect((await run({ dryRun: true })).summary).toMatchObject({ added: 1, removed: 2 });
      expect((await run({ mayShrink: true })).summary).toMatchObject({ added: 1, removed: 2 });
      expect(await texts()).toEqual(['of c.md', 'of another folder']);
    });

    test('is refused though another model or other rules rebuild it all', async () => {
      const { run, corpus } = await setUpOf('a.md', 'b.md', 'c.md');
      for (const gone of ['a.md', 'b.md']) corpus.delete(gone);
      await expect(run({}, 'another')).rejects.toMatchObject({ code: 'index-would-shrink' });
    });

    test('is none where half of them go, files are renamed or cannot be read', async () => {
      const { run, corpus } = await setUpOf('a.md', 'b.md', 'c.md', 'd.md');
      for (const gone of ['a.md', 'b.md']) corpus.delete(gone);
      expect((await run()).summary).toMatchObject({ removed: 2 });
      for (const name of ['c.md', 'd.md']) {
        corpus.set(`moved/${name}`, corpus.get(name) ?? '');
        corpus.delete(name);
      }
      expect((await run()).summary).toMatchObject({ added: 2, removed: 2 });
      for (const name of ['moved/c.md', 'moved/d.md']) corpus.unlistable.add(name);
      corpus.set('new.md', 'New\nof new');
      expect((await run()).summary).toMatchObject({ added: 1, removed: 0 });
    });
  });

  test('tells its progress, each phase to the end', async () => {
    const { run } = await setUp();
    const heard: ReindexProgress[] = [];
    await run({ onProgress: (progress) => heard.push(progress) });
    expect(heard).toEqual([
      { phase: 'reading', done: 0, total: 2 },
      { phase: 'reading', done: 1, total: 2 },
      { phase: 'reading', done: 2, total: 2 },
      { phase: 'embedding', done: 0, total: 4 },
      { phase: 'embedding', done: 4, total: 4 },
      { phase: 'publishing', done: 0, total: 1 },
      { phase: 'publishing', done: 1, total: 1 },
    ]);
  });

  test('lets no two reindexes in at once', async () => {
    const { run } = await setUp();
    const outcomes = await Promise.allSettled([run(), run()]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(['index-locked']);
  });

  test('reads an index of another format as none', async () => {
    const { run, open, indexDir } = await setUp();
    const { summary: first } = await run();
    const manifestFile = path.join(indexDir, 'generations', first.generation ?? '', 'manifest.json');
    const manifest = await readFile(manifestFile, 'utf8');
    await writeFile(manifestFile, manifest.replace('"formatVersion":1', '"formatVersion":99'));
    await rm(path.join(path.dirname(manifestFile), 'SHA256SUMS'));
    await expect(open()).rejects.toMatchObject({
      code: 'index-incompatible',
      message: expect.stringContaining('format 99, not 1') as string,
    });
    expect((await run()).summary).toMatchObject({ added: 2, embedded: 4 });
    expect((await open()).passages).toHaveLength(4);
  });

  test.each([{}, { full: true }])('builds a damaged index again from the articles (%o)', async (options) => {
    const { run, texts, damage } = await setUp();
    const { summary: first } = await run();
    await damage(first.generation);
    const { summary } = await run(options);
    expect(summary).toMatchObject({
      added: 2,
      embedded: 4,
      damage: expect.stringContaining(first.generation ?? '') as string,
    });
    expect(await texts()).toHaveLength(4);
    expect((await run()).summary).not.toHaveProperty('damage');
  });

  test('builds a damaged index again from the generation before, though no article has changed', async () => {
    const { run, corpus, open, texts, damage, store } = await setUp();
    const { summary: first } = await run();
    corpus.set('a.md', 'Article A\nfirst of A\nnew second of A');
    const { summary: second } = await run();
    await damage(second.generation);
    expect(await open()).toMatchObject({ generation: first.generation, damage: { code: 'index-damaged' } });

    const { summary, embedded } = await run();
    expect(summary).toMatchObject({ changed: 1, unchanged: 1, embedded: 1, reused: 3 });
    expect(summary.damage).toContain(second.generation);
    expect(embedded).toEqual(['Article A: new second of A']);
    expect(await open()).not.toHaveProperty('damage');
    expect(await texts()).toContain('new second of A');

    // What is kept is the whole one, not the damaged.
    expect(await store.rollBack()).toMatchObject({
      from: { generation: summary.generation },
      to: { generation: first.generation, articles: 2, passages: 4, modelName: 'fake' },
    });
  });

  test('publishes a damaged index again even where the generation before holds all that there is', async () => {
    const { run, open, corpus, damage } = await setUp();
    await run();
    const before = corpus.get('a.md') ?? '';
    corpus.set('a.md', 'Article A\nother');
    await damage((await run()).summary.generation);
    corpus.set('a.md', before);
    const { summary } = await run();
    expect(summary).toMatchObject({ changed: 0, unchanged: 2, embedded: 0 });
    expect(await open()).toMatchObject({ generation: summary.generation });
  });

  test('builds from the articles again after going back', async () => {
    const { run, corpus, texts, store } = await setUp();
    await run();
    corpus.delete('a.md');
    const { summary: second } = await run();
    const { from } = await store.rollBack();
    expect(from).toEqual({ generation: second.generation, builtAt: expect.any(String) as string });
    expect(await texts()).toHaveLength(4);
    expect((await run()).summary).toMatchObject({ removed: 1, embedded: 0 });
    expect(await texts()).toHaveLength(2);
  });

  test('is over in no time when the clock was set back, and publishes all the same', async () => {
    const { run, corpus, clock, texts } = await setUp();
    await run();
    clock.now = Date.UTC(2020, 0, 1);
    corpus.set('a.md', 'Article A\nafter');
    const onProgress = () => {
      clock.now = Date.UTC(2019, 0, 1);
    };
    expect((await run({ onProgress })).summary).toMatchObject({ seconds: 0, changed: 1 });
    expect(await texts()).toContain('after');
  });
});

/** An embedder whose batches end when they are told to. */
class HeldEmbedder {
  readonly batches: { readonly texts: readonly string[]; readonly end: (error?: Error) => void }[] = [];

  embedPassages(texts: readonly string[]): Promise<Float32Array[]> {
    return new Promise((resolve, reject) => {
      const end = (error?: Error) => {
        if (error) reject(error);
        else resolve(texts.map((text) => Float32Array.of(Number(text))));
      };
      this.batches.push({ texts, end });
    });
  }
}

/** Everything that has been resolved is heard of. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

function started(count: number, signal?: AbortSignal) {
  const embedder = new HeldEmbedder();
  const kept: string[] = [];
  const told: ReindexProgress[] = [];
  const progress = {
    keep: (vectors: ReadonlyMap<string, Float32Array>) => Promise.resolve(void kept.push(...vectors.keys())),
  };
  const missing = new EmbeddingBatcher(embedder, progress, {
    onProgress: (one) => told.push(one),
    ...(signal && { signal }),
  });
  for (let at = 0; at < count; at++) missing.add(`key ${at}`, String(at));
  return { embedder, kept, told, missing };
}

test('embeds whole batches while texts come, and the rest at the end', async () => {
  const { embedder, kept, told, missing } = started(600);
  expect(embedder.batches.map(({ texts }) => texts.length)).toEqual([256]);
  embedder.batches[0]?.end();
  await turn();
  expect(embedder.batches.map(({ texts }) => texts.length)).toEqual([256, 256]);
  expect(kept).toHaveLength(256);
  embedder.batches[1]?.end();
  await turn();
  // Not a whole one: more may come.
  expect(embedder.batches).toHaveLength(2);
  expect(told).toEqual([]);

  const finished = missing.finish();
  await turn();
  embedder.batches[2]?.end();
  const vectors = await finished;
  expect(vectors.size).toBe(600);
  expect(vectors.get('key 599')).toEqual(Float32Array.of(599));
  expect(kept).toHaveLength(600);
  expect(told).toEqual([{ phase: 'embedding', done: 512, total: 600 }]);
});

test('what goes wrong meanwhile ends it, and nothing more is embedded', async () => {
  const { embedder, missing } = started(600);
  embedder.batches[0]?.end(new Error('worker died'));
  await missing.idle();
  missing.add('one more', '1');
  await expect(missing.finish()).rejects.toThrow('worker died');
  expect(embedder.batches).toHaveLength(1);
});

test('stopped, it keeps the batch under way and begins no other', async () => {
  const stop = new AbortController();
  const { embedder, kept, missing } = started(600, stop.signal);
  stop.abort();
  const idle = missing.idle();
  embedder.batches[0]?.end();
  await idle;
  expect(kept).toHaveLength(256);
  await expect(missing.finish()).rejects.toMatchObject({ name: 'AbortError' });
  expect(embedder.batches).toHaveLength(1);
});

test('without a text there is nothing to do and nothing to tell', async () => {
  const { told, missing } = started(0);
  expect((await missing.finish()).size).toBe(0);
  expect(told).toEqual([]);
});
