import { ANSWERED } from '../../test/support/outcomes.js';
import { SURE_OF_ALL } from '../../test/support/answerability.js';
import type { Reader } from '../reading/reader.js';
import { EventEmitter, once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeForeign } from '../../test/support/foreign-index.js';
import { ASKED, INVENTED } from '../../test/support/invented-articles.js';
import { programFolders, writeArticles, type ProgramFolders } from '../../test/support/program-folders.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import type { Answerer } from '../answer/answer.js';
import { Application } from '../application.js';
import { messageOf } from '../lib/errors.js';
import { currentGeneration, generationFolder } from '../index/storage/generations.js';
import { vectraStore } from '../index/storage/vectra-index.js';
import { vietnameseLexicon } from '../language/lexicon.js';
import { keyphrasesOf } from '../retrieval/keyphrases.js';
import { parseSettings } from '../config/settings.js';
import { readingOf } from './answering.js';
import { AnsweringThread, type QueryEmbedder } from './answering-thread.js';
import { AnswerService, type AnswerServiceOptions } from './answer-service.js';

const ARTICLES = { 'tram.md': INVENTED.station, 'cau.md': INVENTED.bridge, 'gom.md': INVENTED.pottery };
const TOOK = { tookMs: expect.any(Number) as number };

let folders: ProgramFolders;
let application: Application;
beforeAll(async () => {
  folders = await programFolders(ARTICLES);
  application = await Application.open({ ...parseSettings({ MODEL_THREADS: '1' }), ...folders });
  await application.reindex();
});
afterAll(() => application.close());

describe('from a thread', () => {
  let direct: Answerer;
  let live: AnswerService;
  const phrasesFound = new EventEmitter();
  const found = once(phrasesFound, 'found');
  beforeAll(async () => {
    direct = application.answererFor(await application.openIndex());
    live = await application.openAnswering({ onKeyphrases: () => phrasesFound.emit('found') });
  });
  afterAll(() => live.close());

  test.each(Object.values(ASKED))('the same answer comes: $question', async ({ question }) => {
    const expected = { ...(await direct.answer(question)), ...TOOK };
    await expect(live.answer(question)).resolves.toEqual(expected);
  });

  test('a filter is kept, and the questions before', async () => {
    const { question } = ASKED.bridge;
    const filter = { publisher: 'báo gốm', from: '2030-01-01' };
    const filtered = await live.answer(question, { filter });
    expect(filtered).toEqual({ ...(await direct.answer(question, { filter })), ...TOOK });
    expect(filtered.closest?.article.path).toBe('gom.md');

    const options = { earlier: [question] };
    const followed = await live.answer('Do ai thiết kế?', options);
    expect(followed).toEqual({ ...(await direct.answer('Do ai thiết kế?', options)), ...TOOK });
    expect(followed.statements[0]?.text).toContain('Vũ Đình Khoát');
  });

  test('the same passages are found, with each article once', async () => {
    const filter = { publisher: 'Báo Khí Tượng' };
    const result = await live.search('trạm khí tượng', { filter });
    expect(result).toEqual(await direct.search('trạm khí tượng', { filter }));
    const paths = result.found.map(({ article }) => article.path);
    expect(new Set(paths)).toEqual(new Set(['tram.md', 'cau.md']));
    expect(new Set(result.found.map(({ article }) => article)).size).toBe(2);

    const options = { earlier: [ASKED.bridge.question] };
    const followed = await live.search('Do ai thiết kế?', options);
    expect(followed).toEqual(await direct.search('Do ai thiết kế?', options));
  });

  test('articles are read by their id', async () => {
    expect(direct.retriever.index.articles).toHaveLength(3);
    for (const article of direct.retriever.index.articles) {
      await expect(live.article(article.id)).resolves.toEqual(article);
    }
    await expect(live.article('nowhere')).resolves.toBeNull();
  });

  test('the catalogue tells what there is, without the texts', async () => {
    await found;
    const { index } = direct.retriever;
    const { articles, keyphrases, ...rest } = live.catalogue;
    expect(rest).toEqual({
      generation: await currentGeneration(folders.indexDir),
      builtAt: index.builtAt,
      modelName: 'vi-en-mini',
      passages: index.passages.length,
    });
    const kept = ['id', 'path', 'title', 'publisher', 'author', 'publishedAt', 'publishedAtInferred', 'url'];
    expect(Object.keys(articles[0] ?? {})).toEqual([...kept, 'originalTitle']);
    expect(index.articles).toMatchObject(articles);
    expect(keyphrases).toContain('Khe Đước');
    expect(keyphrases).toEqual(await keyphrasesOf(index.articles, vietnameseLexicon()));
  });
});

describe('a folder of its own', () => {
  /** Answers from a folder with one article, which `change` may change first, and what changes that. */
  async function open(
    article: string,
    options: Partial<AnswerServiceOptions> = {},
    change: (folders: ProgramFolders, at: Application) => Promise<void> = () => Promise.resolve(),
  ) {
    const own = await programFolders({ 'bai.md': article });
    const at = application.with(own);
    await at.reindex();
    await change(own, at);
    const told: string[] = [];
    let look: () => Promise<void> = () => Promise.resolve();
    const live = await AnswerService.open({
      location: { kind: 'folder', indexDir: own.indexDir },
      identity: at.indexIdentity,
      embedder: at.embedder,
      reading: readingOf(at.settings, at.reader),
      events: {
        onSwitch: ({ articles }) => told.push(`switched to ${articles.length}`),
        onRefused: (error) => told.push(messageOf(error)),
        onStopped: ({ message }) => told.push(message),
      },
      regularly: (tick) => {
        look = tick;
        return () => undefined;
      },
      ...options,
    });
    onTestFinished(() => live.close());
    return { ...own, at, live, told, look: () => look() };
  }

  /** Spoils every file of the generation that is current. */
  async function damageCurrent(indexDir: string): Promise<void> {
    const folder = generationFolder(indexDir, (await currentGeneration(indexDir)) ?? '');
    for (const file of await readdir(folder)) await writeFile(path.join(folder, file), 'damaged');
  }

  test('is taken up anew when it is reindexed; a question under way ends on the index it began with', async () => {
    const gate = new Gate(application.embedder);
    const { articlesDir, at, live, told, look } = await open(INVENTED.bridge, { embedder: gate });
    const before = live.answer(ASKED.bridge.question);
    await gate.reached;
    await writeArticles(articlesDir, { 'bai.md': INVENTED.pottery, 'them.md': INVENTED.station });
    await at.reindex();
    await look();
    expect(told).toEqual(['switched to 2']);
    expect(live.catalogue.articles.map(({ path }) => path)).toEqual(['bai.md', 'them.md']);
    const after = live.answer(ASKED.bridge.question);
    gate.open();
    await expect(before).resolves.toMatchObject({ outcome: ANSWERED });
    await expect(after).resolves.toMatchObject({ outcome: 'not-told' });
    await expect(live.answer(ASKED.pottery.question)).resolves.toMatchObject({ outcome: ANSWERED });
  });

  test('that is damaged or of another model is not taken up; the next good index is', async () => {
    const { indexDir, at, live, told, look } = await open(INVENTED.bridge);
    await at.reindex({ full: true });
    await damageCurrent(indexDir);
    await look();
    await look();
    expect(told).toEqual([expect.stringMatching(/^The index is damaged/)]);
    expect(live.catalogue.damage).toEqual({
      message: told[0],
      hint: expect.stringContaining('npm run reindex -- --full') as string,
    });
    await expect(live.answer(ASKED.bridge.question)).resolves.toMatchObject({ outcome: ANSWERED });

    await at.reindex({ full: true });
    await makeForeign(indexDir, '214', '999');
    await look();
    expect(told.slice(1)).toEqual([expect.stringMatching(/was built otherwise/)]);
    const { statements } = await live.answer(ASKED.bridge.question);
    expect(statements[0]?.text).toContain(ASKED.bridge.answer);

    await at.reindex();
    await look();
    expect(told.slice(2)).toEqual(['switched to 1']);
    expect(live.catalogue).not.toHaveProperty('damage');
  });

  test('that is damaged from the start is answered from the index before, until it is mended', async () => {
    const { indexDir, at, live, told, look } = await open(
      INVENTED.bridge,
      {},
      async ({ articlesDir, ...own }, changing) => {
        await writeArticles(articlesDir, { 'gom.md': INVENTED.pottery });
        await changing.reindex();
        await damageCurrent(own.indexDir);
      },
    );
    const damage = expect.stringMatching(/^The index is damaged/) as string;
    expect(told).toEqual([damage]);
    expect(live.catalogue).toMatchObject({ articles: [{ path: 'bai.md' }], damage: { message: told[0] } });
    await expect(live.answer(ASKED.bridge.question)).resolves.toMatchObject({ outcome: ANSWERED });
    await look();
    await look();
    expect(told).toHaveLength(1);

    await at.reindex();
    await look();
    expect(told.slice(1)).toEqual(['switched to 2']);
    expect(live.catalogue).not.toHaveProperty('damage');
    await expect(live.answer(ASKED.pottery.question)).resolves.toMatchObject({ outcome: ANSWERED });

    await writeFile(path.join(indexDir, 'current'), 'rubbish');
    await look();
    expect(told.slice(2)).toEqual([damage]);
    await expect(live.answer(ASKED.pottery.question)).resolves.toMatchObject({ outcome: ANSWERED });
  });

  test('is answered anew where passages could not be read, and from memory once they were', async () => {
    let asked = 0;
    const unread: unknown[] = [];
    const read: Reader['read'] = (_, passages) => {
      asked += 1;
      if (asked === 1) return Promise.reject(new Error('out of memory'));
      return Promise.resolve(passages.map(() => ({ spans: [{ start: 0, end: 4, margin: 9 }], tells: 9 })));
    };
    const { live } = await open(INVENTED.bridge, {
      reading: { reader: { read }, answerability: SURE_OF_ALL, mostPassages: 8 },
      events: { onUnread: (error) => unread.push(error) },
    });
    const { question } = ASKED.bridge;
    await expect(live.answer(question)).resolves.toMatchObject({ outcome: 'unread', statements: [] });
    expect(unread).toEqual([new Error('out of memory')]);
    await expect(live.answer(question)).resolves.toMatchObject({ outcome: 'told' });
    await live.answer(question);
    expect(asked).toBe(2);
  });

  test('whose index is gone back from is answered from the index before', async () => {
    const { articlesDir, indexDir, at, live, told, look } = await open(INVENTED.bridge);
    await writeArticles(articlesDir, { 'gom.md': INVENTED.pottery });
    await at.reindex();
    await look();
    await damageCurrent(indexDir);
    const store = vectraStore(indexDir, () => new Date());
    const { from, to } = await store.exclusively(() => store.rollBack());
    expect(from.builtAt).toBeNull();
    await look();
    expect(told).toEqual(['switched to 2', 'switched to 1']);
    expect(live.catalogue).toMatchObject({ generation: to.generation, builtAt: to.builtAt });
    await expect(live.answer(ASKED.pottery.question)).resolves.toMatchObject({ outcome: 'not-told' });
  });

  test('is opened again by another thread when the first stops; its questions are answered all the same', async () => {
    const entry = await fragileWorker();
    const { live, told } = await open(INVENTED.bridge, {
      startThread: () =>
        new AnsweringThread(entry, application.embedder, readingOf(application.settings, application.reader)),
    });
    const answers = await Promise.all([
      live.answer(ASKED.bridge.question),
      live.answer(ASKED.pottery.question),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual([ANSWERED, 'not-told']);
    expect(told).toEqual([expect.stringContaining('(exit code 7)'), 'switched to 1']);
  });

  test('that has no index is named at the start', async () => {
    const own = await programFolders({ 'bai.md': INVENTED.bridge });
    await expect(application.with(own).openAnswering()).rejects.toMatchObject({
      code: 'index-missing',
      message: expect.stringContaining(own.indexDir) as string,
      hint: expect.stringContaining('npm run reindex') as string,
    });
  });
});

/** Holds the first question back until it is opened. */
class Gate implements QueryEmbedder {
  /** Resolves when a question is there. */
  readonly reached: Promise<void>;
  readonly embedQueries: QueryEmbedder['embedQueries'];
  open: () => void = () => undefined;

  constructor(embedder: QueryEmbedder) {
    const opened = new Promise<void>((resolve) => {
      this.open = resolve;
    });
    let reach: () => void;
    this.reached = new Promise((resolve) => {
      reach = resolve;
    });
    this.embedQueries = async (texts) => {
      reach();
      await opened;
      return await embedder.embedQueries(texts);
    };
  }
}

/** The real worker, but that the first question of all stops it. */
async function fragileWorker(): Promise<URL> {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'fragile-worker.ts');
  const real = new URL('./answering-worker.ts', import.meta.url).href;
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(
    file,
    `import { existsSync, writeFileSync } from 'node:fs';
     import { parentPort } from 'node:worker_threads';
     import ${JSON.stringify(real)};

     const stopped = new URL('./stopped', import.meta.url);
     parentPort?.on('message', (message: { m?: string }) => {
       if (message.m !== 'answer' || existsSync(stopped)) return;
       writeFileSync(stopped, '');
       process.exit(7);
     });`,
  );
  return pathToFileURL(file);
}
