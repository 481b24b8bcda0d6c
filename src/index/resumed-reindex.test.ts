import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { cutParagraphs, FakeCorpus } from '../../test/support/fake-corpus.js';
import { FakeEmbedder } from '../../test/support/fake-embedder.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { identityFor } from './passage-index.js';
import { reindex } from './reindex.js';
import type { ReindexOptions, ReindexSummary } from './reindex-parts.js';
import { openVectraIndex, vectraStore } from './storage/vectra-index.js';

const BATCH = 256;
const PASSAGES = 1000;

/** An embedder that dies over the batch given, counted from 0. */
class MortalEmbedder extends FakeEmbedder {
  readonly #dyingAt: number;
  #batches = 0;

  constructor(dyingAt: number, name?: string) {
    super(name);
    this.#dyingAt = dyingAt;
  }

  override embedPassages(texts: readonly string[], onProgress?: (done: number) => void) {
    if (this.#batches++ === this.#dyingAt) return Promise.reject(new Error('killed'));
    return super.embedPassages(texts, onProgress);
  }
}

let indexDir: string;
let progressFile: string;
let corpus: FakeCorpus;
beforeEach(async () => {
  indexDir = path.join(await temporaryFolder(), 'index');
  progressFile = path.join(indexDir, 'embedding-progress');
  const paragraphs = Array.from({ length: PASSAGES }, (_, at) => `paragraph ${at}`);
  corpus = new FakeCorpus([['long.md', ['Long', ...paragraphs].join('\n')]]);
});

async function run(embedder: FakeEmbedder, options: ReindexOptions = {}): Promise<ReindexSummary> {
  const now = () => new Date();
  return await reindex(
    {
      listFiles: corpus.listFiles,
      readArticle: corpus.readArticle,
      chunk: (article) => Promise.resolve(cutParagraphs(article)),
      embeddingText: (_, { text }) => text,
      chunking: 'by paragraph',
      embedder,
      store: vectraStore(indexDir, now),
      now,
    },
    options,
  );
}

/** A run that ends at 768 of 1,000 passages. */
const killed = (name?: string) => expect(run(new MortalEmbedder(3, name))).rejects.toThrow('killed');

/** Runs to the end, and says how many texts were embedded in it. */
async function finish(options?: ReindexOptions, name?: string): Promise<number> {
  const embedder = new FakeEmbedder(name);
  const { embedded, reused } = await run(embedder, options);
  expect({ embedded, reused }).toEqual({
    embedded: embedder.embedded.length,
    reused: PASSAGES - embedder.embedded.length,
  });
  const index = await openVectraIndex(indexDir, identityFor(embedder, 'by paragraph'));
  for (const position of [0, BATCH, 3 * BATCH - 1, PASSAGES - 1]) {
    const [nearest] = await index.nearest(embedder.vector(`paragraph ${position}`), 1);
    expect(nearest).toEqual({ position, similarity: expect.closeTo(1, 5) as number });
  }
  expect((await readdir(indexDir)).sort()).toEqual(['current', 'generations']);
  return embedded;
}

describe('a reindex that was killed', () => {
  it('goes on where it was', async () => {
    await killed();
    expect(await finish()).toBe(PASSAGES - 3 * BATCH);
  });

  it('goes on time and again', async () => {
    await expect(run(new MortalEmbedder(1))).rejects.toThrow('killed');
    await expect(run(new MortalEmbedder(1))).rejects.toThrow('killed');
    expect(await finish()).toBe(PASSAGES - 2 * BATCH);
  });

  it('goes on when it was a full one, and embeds all again once that is published', async () => {
    await run(new FakeEmbedder());
    await expect(run(new MortalEmbedder(3), { full: true })).rejects.toThrow('killed');
    expect(await finish({ full: true })).toBe(PASSAGES - 3 * BATCH);
    expect(await finish({ full: true })).toBe(PASSAGES);
  });

  it('goes on when another article has come and this one is in another file', async () => {
    await killed();
    corpus.set('renamed.md', corpus.get('long.md') ?? '');
    corpus.delete('long.md');
    expect(await finish()).toBe(PASSAGES - 3 * BATCH);
  });

  it('begins anew for another model, and leaves nothing behind', async () => {
    await killed();
    expect(await finish({}, 'other')).toBe(PASSAGES);
  });

  it('is counted on in a dry run, which writes nothing', async () => {
    await killed();
    const before = await readFile(progressFile);
    const summary = await run(new FakeEmbedder(), { dryRun: true });
    expect(summary).toMatchObject({ embedded: PASSAGES - 3 * BATCH, reused: 3 * BATCH });
    expect(await readFile(progressFile)).toEqual(before);
  });
});

describe('what was kept', () => {
  it('and has a torn end is good up to it, and goes on from there', async () => {
    await killed();
    const { size } = await stat(progressFile);
    await truncate(progressFile, size - 1);
    const dying = new MortalEmbedder(1);
    corpus.set('more.md', ['More', ...Array.from({ length: BATCH }, (_, at) => `more ${at}`)].join('\n'));
    await expect(run(dying)).rejects.toThrow('killed');
    // The last of the 768 is missing again, with the 232 never embedded and those that are new.
    expect(dying.embedded).toHaveLength(BATCH);
    expect(dying.embedded[0]).toBe(`paragraph ${3 * BATCH - 1}`);
    corpus.delete('more.md');
    expect(await finish()).toBe(0);
  });

  it('and is rubbish is as good as none', async () => {
    await killed();
    await writeFile(progressFile, 'rubbish');
    expect(await finish()).toBe(PASSAGES);
  });

  it('and has another length than the model gives is made again', async () => {
    const wrong = new FakeEmbedder();
    wrong.embedPassages = (texts) => Promise.resolve(texts.map(() => new Float32Array(3)));
    await expect(run(wrong)).rejects.toThrow('vector of 3 dimensions; expected 8');
    expect(await finish()).toBe(PASSAGES);
  });
});
