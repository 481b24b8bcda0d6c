import { ANSWERED } from '../test/support/outcomes.js';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programFolders, type ProgramFolders, writeArticles } from '../test/support/program-folders.js';
import type { Answerer } from './answer/answer.js';
import { Application } from './application.js';
import { MAX_EXCERPT_LENGTH } from './corpus/chunk.js';
import { readCorpus } from './corpus/read/read-corpus.js';
import { BUILT_IN_MODEL } from './models/model-files.js';
import type { ReindexSummary, ReindexProgress } from './index/reindex-parts.js';
import { parseSettings, PROJECT_ROOT } from './config/settings.js';
import { readFile, rm, stat, truncate } from 'node:fs/promises';
import { hostname } from 'node:os';
import { makeForeign } from '../test/support/foreign-index.js';
import { INVENTED } from '../test/support/invented-articles.js';
import { leaveLock } from '../test/support/left-lock.js';
import { temporaryFolder } from '../test/support/temporary-folder.js';
import { generationFolder } from './index/storage/generations.js';
import { UserError } from './lib/errors.js';

const SHIPPED = path.join(PROJECT_ROOT, 'data/articles');
const SETTINGS = parseSettings({ MODEL_THREADS: '1' });

let folders: ProgramFolders;
let application: Application;
let summary: ReindexSummary;
let answerer: Answerer;

beforeAll(async () => {
  folders = await programFolders({ 'trong.md': '' });
  application = await Application.open({ ...SETTINGS, articlesDir: SHIPPED, indexDir: folders.indexDir });
  summary = await application.reindex();
  answerer = application.answererFor(await application.openIndex());
});
afterAll(() => application.close());

describe('the shipped articles, indexed by the built-in model', () => {
  test('are all there', () => {
    expect(application.embedder.name).toBe(BUILT_IN_MODEL);
    expect(summary).toMatchObject({ added: 5, failed: 0, problems: [] });
    expect(answerer.retriever.index.articles).toHaveLength(5);
    expect(answerer.retriever.index.passages).toHaveLength(summary.passages);
  });

  const DIEN_BIEN = '2019-10-07-van-phong-tinh-uy-dien-bien.md';
  const CAN_THO = '2020-10-16-van-phong-thanh-uy-can-tho.md';
  const HAI_PHONG = '2024-10-17-van-phong-thanh-uy-hai-phong.md';

  test.each([
    ['Chánh Văn phòng Tỉnh ủy Điện Biên là ai?', DIEN_BIEN, 'Trần Cao Cường'],
    ['Ai trao kỷ niệm chương ở Hải Phòng?', HAI_PHONG, 'Đỗ Mạnh Hiến'],
    ['Hội nghị ở Bù Hút họp năm nào?', CAN_THO, '1941'],
    ['Lò Văn Muôn là ai?', DIEN_BIEN, 'Lò Văn Muôn'],
    ['chanh van phong tinh uy dien bien la ai', DIEN_BIEN, 'Trần Cao Cường'],
    ['ai trao ky niem chuong o hai phong', HAI_PHONG, 'Đỗ Mạnh Hiến'],
    ['to bao cua dang bo ra o bu hut ten la gi', CAN_THO, 'Tiến lên'],
    ['ai trao knc ở hp z', HAI_PHONG, 'Đỗ Mạnh Hiến'],
    ['When was the Dien Bien provincial Party committee office founded?', DIEN_BIEN, '10/10/1949'],
    ['Who is Tran Cao Cuong?', DIEN_BIEN, 'Trần Cao Cường'],
  ])('answer "%s"', async (question, file, answer) => {
    const { outcome, citations } = await answerer.answer(question);
    expect(outcome).toEqual(ANSWERED);
    expect(citations[0]?.article.path).toBe(file);
    expect(citations[0]?.excerpt).toContain(answer);
  });

  test.each([
    'Giá vé máy bay đi Paris tháng này bao nhiêu tiền?',
    'gia ve may bay di paris bao nhieu tien',
    'Cách nướng bánh mì bằng nồi chiên không dầu?',
    'Who won the football World Cup in 2018?',
    'Chánh Văn phòng Thành ủy Đà Nẵng là ai?',
    'Elon Musk là ai?',
  ])('do not tell "%s"', async (question) => {
    const { outcome, statements, citations, closest } = await answerer.answer(question);
    expect({ outcome, statements, citations }).toEqual({
      outcome: 'not-told',
      statements: [],
      citations: [],
    });
    expect(closest).not.toBeNull();
  });
});

test('articles are cut into passages of whole sentences that the model and a citation can hold', async () => {
  const { articles } = await readCorpus(SHIPPED);
  for (const article of articles) {
    const passages = await application.chunk(article);
    expect(passages.length).toBeGreaterThan(1);
    expect(passages[0]?.start).toBe(0);
    expect(passages.at(-1)?.end).toBe(article.text.length);
    const counts = await application.embedder.countTokens(passages.map(({ text }) => text));
    expect(Math.max(...counts)).toBeLessThanOrEqual(application.embedder.maxTokens);
    expect(Math.max(...passages.map(({ text }) => text.length))).toBeLessThanOrEqual(MAX_EXCERPT_LENGTH);
  }
});

describe('other folders', () => {
  test('have an index of their own', async () => {
    const other = application.with({ articlesDir: SHIPPED, indexDir: path.join(folders.root, 'other') });
    await expect(other.openIndex()).rejects.toMatchObject({ code: 'index-missing' });
    await application.openIndex();
  });

  test('are read by the same model', () => {
    const other = application.with({ articlesDir: folders.articlesDir, indexDir: folders.indexDir });
    expect(other.embedder).toBe(application.embedder);
    expect(other.settings).toMatchObject({
      articlesDir: folders.articlesDir,
      embeddingModel: BUILT_IN_MODEL,
    });
  });

  test.each([
    ['nowhere', 'articles-folder-missing'],
    ['articles', 'articles-folder-empty'],
  ])('with nothing to index are named: %s', async (folder, code) => {
    const other = application.with({
      articlesDir: path.join(folders.root, folder),
      indexDir: path.join(folders.root, 'nothing'),
    });
    await expect(other.reindex()).rejects.toMatchObject({ code });
  });
});

test('a model that is not there is named', async () => {
  const opening = Application.open({ ...SETTINGS, embeddingModel: './no-such-model' });
  await expect(opening).rejects.toMatchObject({
    code: 'model-not-found',
    message: expect.stringContaining('no-such-model') as string,
  });
});

let model: Application;
beforeAll(async () => {
  model = await Application.open(parseSettings({ MODEL_THREADS: '1' }));
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
    const { index, summary } = await application.prepareIndex((step) => progress.push(step));
    expect(paths(index)).toEqual(['cau.md']);
    expect(summary).toMatchObject({ added: 1, generation: index.generation });
    expect(new Set(progress.map(({ phase }) => phase))).toEqual(
      new Set(['reading', 'embedding', 'publishing']),
    );
  });

  test('brings an index up to date', async () => {
    const { application, articlesDir } = await fresh();
    await application.prepareIndex(ignore);
    await writeArticles(articlesDir, { 'tram.md': INVENTED.station });
    const { index, summary } = await application.prepareIndex(ignore);
    expect(summary).toMatchObject({ added: 1, unchanged: 1 });
    expect(paths(index)).toEqual(['cau.md', 'tram.md']);
  });

  test('opens what is published while another process writes', async () => {
    const { application, articlesDir, indexDir } = await fresh();
    const before = await application.prepareIndex(ignore);
    await writeArticles(articlesDir, { 'tram.md': INVENTED.station });
    const lockFile = await lock(indexDir);
    const { index, summary } = await application.prepareIndex(ignore);
    expect(summary).toBeNull();
    expect(index.generation).toBe(before.index.generation);
    expect(await readFile(lockFile, 'utf8')).toContain('"token":"other"');
  });

  test('says who builds the first index where another process does', async () => {
    const { application, indexDir } = await fresh();
    await lock(indexDir);
    await expect(application.prepareIndex(ignore)).rejects.toMatchObject({ code: 'index-locked' });
  });

  test('opens what is published where nothing can be written', async () => {
    const { application } = await fresh();
    const before = await application.prepareIndex(ignore);
    const refused = new UserError('index-unwritable', 'The disk is full.', 'Make room.');
    const full = Object.assign(Object.create(application) as Application, {
      reindex: () => Promise.reject(refused),
    });
    const { index, summary, stale } = await full.prepareIndex(ignore);
    expect({ summary, stale, generation: index.generation }).toEqual({
      summary: null,
      stale: refused,
      generation: before.index.generation,
    });
  });

  test('takes up another folder of articles, though nothing of the one before is in it', async () => {
    const { application, articlesDir, indexDir } = await fresh();
    await writeArticles(articlesDir, { 'tram.md': INVENTED.station, 'gom.md': INVENTED.pottery });
    await application.prepareIndex(ignore);
    const elsewhere = path.join(path.dirname(indexDir), 'elsewhere');
    await writeArticles(elsewhere, { 'moi.md': INVENTED.bridge });
    const other = model.with({ articlesDir: elsewhere, indexDir });
    const { index, summary, stale } = await other.prepareIndex(ignore);
    expect(stale).toBeNull();
    expect(summary).toMatchObject({ added: 1, removed: 3 });
    expect(paths(index)).toEqual(['moi.md']);
  });

  test('writes nothing where the settings leave that to npm run reindex', async () => {
    const { application, articlesDir, indexDir } = await fresh();
    const reader = new Application(
      { ...model.settings, articlesDir, indexDir, reindex: false },
      { embedder: model.embedder, reader: model.reader, process: model.modelProcess },
    );
    await expect(reader.prepareIndex(ignore)).rejects.toMatchObject({ code: 'index-missing' });
    await expect(reader.openOrBuildIndex(ignore)).rejects.toMatchObject({ code: 'index-missing' });
    const before = await application.prepareIndex(ignore);
    await writeArticles(articlesDir, { 'tram.md': INVENTED.station });
    const { index, summary, stale } = await reader.prepareIndex(ignore);
    expect({ summary, stale, generation: index.generation }).toEqual({
      summary: null,
      stale: null,
      generation: before.index.generation,
    });
  });

  test('does not hide another error', async () => {
    const { indexDir } = await fresh();
    const nowhere = model.with({ articlesDir: path.join(indexDir, 'nowhere'), indexDir });
    await expect(nowhere.prepareIndex(ignore)).rejects.toMatchObject({ code: 'articles-folder-missing' });
  });
});

describe('openOrBuildIndex', () => {
  test('builds an index where there is none', async () => {
    const { application } = await fresh();
    const { index, summary } = await application.openOrBuildIndex(ignore);
    expect(paths(index)).toEqual(['cau.md']);
    expect(summary).toMatchObject({ added: 1 });
  });

  test('opens an index as it is, though the articles have changed', async () => {
    const { application, articlesDir } = await fresh();
    const before = await application.prepareIndex(ignore);
    await writeArticles(articlesDir, { 'tram.md': INVENTED.station });
    const { index, summary } = await application.openOrBuildIndex(ignore);
    expect(summary).toBeNull();
    expect(index.generation).toBe(before.index.generation);
  });

  test('rebuilds an index that another model built', async () => {
    const { application, indexDir } = await fresh();
    await application.prepareIndex(ignore);
    await makeForeign(indexDir, '214', '999');
    const { index, summary } = await application.openOrBuildIndex(ignore);
    expect(summary?.generation).toBe(index.generation);
    expect(index.identity.modelFingerprint).toBe(model.embedder.fingerprint);
    expect(index.articles[0]?.text).toContain('214');
  });

  test('opens the last whole index in place of a damaged one, says so and leaves it as it is', async () => {
    const { application, articlesDir, indexDir } = await fresh();
    const first = await application.prepareIndex(ignore);
    await writeArticles(articlesDir, { 'tram.md': INVENTED.station });
    const second = await application.prepareIndex(ignore);
    const file = path.join(generationFolder(indexDir, second.index.generation), 'index.pb');
    await truncate(file, 10);
    const { index, summary } = await application.openOrBuildIndex(ignore);
    expect(summary).toBeNull();
    expect(index.generation).toBe(first.index.generation);
    expect(index.damage).toMatchObject({
      code: 'index-damaged',
      message: expect.stringMatching(/index\.pb .* 10 bytes, not \d+/u) as string,
      hint: expect.stringContaining('npm run reindex -- --full') as string,
    });
    expect((await stat(file)).size).toBe(10);

    const mended = await application.prepareIndex(ignore);
    expect(mended.summary?.damage).toBe(index.damage?.message);
    expect(paths(mended.index)).toEqual(['cau.md', 'tram.md']);
    expect(mended.index).not.toHaveProperty('damage');
  });

  test('names a damaged index where no generation is whole', async () => {
    const { application, indexDir } = await fresh();
    const { index } = await application.prepareIndex(ignore);
    await rm(path.join(generationFolder(indexDir, index.generation), 'manifest.json'));
    await expect(application.openOrBuildIndex(ignore)).rejects.toMatchObject({ code: 'index-damaged' });
  });
});
