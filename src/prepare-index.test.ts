import { readFile, rm, stat, truncate } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeForeign } from '../test/support/foreign-index.js';
import { INVENTED } from '../test/support/invented-articles.js';
import { leaveLock } from '../test/support/left-lock.js';
import { writeArticles } from '../test/support/program-folders.js';
import { temporaryFolder } from '../test/support/temporary-folder.js';
import { Application } from './application.js';
import { generationFolder } from './index/storage/generations.js';
import type { ReindexProgress } from './index/reindex/reindex-parts.js';
import { UserError } from './lib/errors.js';
import { openOrBuildIndex, prepareIndex } from './prepare-index.js';
import { parseSettings } from './config/settings.js';

let model: Application;
beforeAll(async () => {
  model = await Application.open(parseSettings({}));
});
afterAll(() => model.close());

/** A pair of folders of the test's own, with one article and no index. */
async function fresh() {
  const root = await temporaryFolder();
  const folders = { articlesDir: path.join(root, 'articles'), indexDir: path.join(root, 'index') };
  await writeArticles(folders.articlesDir, { 'cau.md': INVENTED.bridge });
  return { application: model.with(folders), ...folders };
}

/** Makes the index look as if a process that is alive were writing it. */
async function lock(indexDir: string): Promise<string> {
  const holder = { pid: process.ppid, host: hostname(), since: '2031-01-01T00:00:00.000Z', token: 'other' };
  return await leaveLock(indexDir, holder);
}

const ignore = () => undefined;
const paths = ({ articles }: { readonly articles: readonly { readonly path: string }[] }) =>
  articles.map((article) => article.path).sort();

describe('prepareIndex', () => {
  test('builds the index and tells how far it is', async () => {
    const { application } = await fresh();
    const progress: ReindexProgress[] = [];
    const { index, summary } = await prepareIndex(application, (step) => progress.push(step));
    expect(paths(index)).toEqual(['cau.md']);
    expect(summary).toMatchObject({ added: 1, generation: index.generation });
    expect(new Set(progress.map(({ phase }) => phase))).toEqual(
      new Set(['reading', 'embedding', 'publishing']),
    );
  });

  test('brings an index up to date', async () => {
    const { application, articlesDir } = await fresh();
    await prepareIndex(application, ignore);
    await writeArticles(articlesDir, { 'tram.md': INVENTED.station });
    const { index, summary } = await prepareIndex(application, ignore);
    expect(summary).toMatchObject({ added: 1, unchanged: 1 });
    expect(paths(index)).toEqual(['cau.md', 'tram.md']);
  });

  test('opens what is published while another process writes', async () => {
    const { application, articlesDir, indexDir } = await fresh();
    const before = await prepareIndex(application, ignore);
    await writeArticles(articlesDir, { 'tram.md': INVENTED.station });
    const lockFile = await lock(indexDir);
    const { index, summary } = await prepareIndex(application, ignore);
    expect(summary).toBeNull();
    expect(index.generation).toBe(before.index.generation);
    expect(await readFile(lockFile, 'utf8')).toContain('"token":"other"');
  });

  test('says who builds the first index where another process does', async () => {
    const { application, indexDir } = await fresh();
    await lock(indexDir);
    await expect(prepareIndex(application, ignore)).rejects.toMatchObject({ code: 'index-locked' });
  });

  test('opens what is published where nothing can be written', async () => {
    const { application } = await fresh();
    const before = await prepareIndex(application, ignore);
    const refused = new UserError('index-unwritable', 'The disk is full.', 'Make room.');
    const full = Object.assign(Object.create(application) as Application, {
      reindex: () => Promise.reject(refused),
    });
    const { index, summary, stale } = await prepareIndex(full, ignore);
    expect({ summary, stale, generation: index.generation }).toEqual({
      summary: null,
      stale: refused,
      generation: before.index.generation,
    });
  });

  test('does not hide another error', async () => {
    const { indexDir } = await fresh();
    const nowhere = model.with({ articlesDir: path.join(indexDir, 'nowhere'), indexDir });
    await expect(prepareIndex(nowhere, ignore)).rejects.toMatchObject({ code: 'articles-folder-missing' });
  });
});

describe('openOrBuildIndex', () => {
  test('builds an index where there is none', async () => {
    const { application } = await fresh();
    const { index, summary } = await openOrBuildIndex(application, ignore);
    expect(paths(index)).toEqual(['cau.md']);
    expect(summary).toMatchObject({ added: 1 });
  });

  test('opens an index as it is, though the articles have changed', async () => {
    const { application, articlesDir } = await fresh();
    const before = await prepareIndex(application, ignore);
    await writeArticles(articlesDir, { 'tram.md': INVENTED.station });
    const { index, summary } = await openOrBuildIndex(application, ignore);
    expect(summary).toBeNull();
    expect(index.generation).toBe(before.index.generation);
  });

  test('rebuilds an index that another model built', async () => {
    const { application, indexDir } = await fresh();
    await prepareIndex(application, ignore);
    await makeForeign(indexDir, '214', '999');
    const { index, summary } = await openOrBuildIndex(application, ignore);
    expect(summary?.generation).toBe(index.generation);
    expect(index.identity.modelFingerprint).toBe(model.embedder.fingerprint);
    expect(index.articles[0]?.text).toContain('214');
  });

  test('opens the last whole index in place of a damaged one, says so and leaves it as it is', async () => {
    const { application, articlesDir, indexDir } = await fresh();
    const first = await prepareIndex(application, ignore);
    await writeArticles(articlesDir, { 'tram.md': INVENTED.station });
    const second = await prepareIndex(application, ignore);
    const file = path.join(generationFolder(indexDir, second.index.generation), 'index.pb');
    await truncate(file, 10);
    const { index, summary } = await openOrBuildIndex(application, ignore);
    expect(summary).toBeNull();
    expect(index.generation).toBe(first.index.generation);
    expect(index.damage).toMatchObject({
      code: 'index-damaged',
      message: expect.stringMatching(/index\.pb .* 10 bytes, not \d+/u) as string,
      hint: expect.stringContaining('npm run reindex -- --full') as string,
    });
    expect((await stat(file)).size).toBe(10);

    const mended = await prepareIndex(application, ignore);
    expect(mended.summary?.damage).toBe(index.damage?.message);
    expect(paths(mended.index)).toEqual(['cau.md', 'tram.md']);
    expect(mended.index).not.toHaveProperty('damage');
  });

  test('names a damaged index where no generation is whole', async () => {
    const { application, indexDir } = await fresh();
    const { index } = await prepareIndex(application, ignore);
    await rm(path.join(generationFolder(indexDir, index.generation), 'manifest.json'));
    await expect(openOrBuildIndex(application, ignore)).rejects.toMatchObject({ code: 'index-damaged' });
  });
});
