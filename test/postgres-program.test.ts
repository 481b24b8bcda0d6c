import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { AnswerService } from '../src/service/answer-service.js';
import { readingOf } from '../src/service/answering.js';
import { Application } from '../src/application.js';
import type { RolledBack } from '../src/index/passage-index.js';
import { migrate } from '../src/optional/postgres/tables.js';
import type { ReindexSummary } from '../src/index/reindex-parts.js';
import { parseSettings } from '../src/config/settings.js';
import { answersOf } from './support/answer-records.js';
import { ASKED, INVENTED } from './support/invented-articles.js';
import { startEngine, type TestDatabase } from './support/postgres-server.js';
import { programFolders, writeArticles } from './support/program-folders.js';
import { runScript } from './support/run-script.js';

let engine: TestDatabase;
beforeAll(async () => {
  engine = await startEngine();
}, 180_000);
afterAll(() => engine.close());
beforeEach(() => engine.clear());

const PASSWORD = 'made-up-password';

describe('INDEX_URL', () => {
  test('has the commands keep the index in that database', async () => {
    const { articlesDir, settings: folders } = await programFolders({ 'cau.md': INVENTED.bridge });
    const settings = { ...folders, INDEX_URL: engine.url };
    const said: string[] = [];
    const run = async (script: string, ...args: string[]) => {
      const ended = await runScript(`scripts/${script}.ts`, { args, settings });
      said.push(ended.stdout, ended.stderr);
      return ended;
    };

    const tooEarly = await run('reindex');
    expect(tooEarly).toMatchObject({ exitCode: 2, stdout: '' });
    expect(tooEarly.stderr).toMatch(
      /^✗ The database 127\.0\.0\.1:\d+\/postgres .*\n→ Run `npm run migrate`/u,
    );

    const migrated = await run('migrate');
    expect(migrated).toMatchObject({ exitCode: 0, stderr: '' });
    expect(migrated.stdout).toMatch(
      /^The tables in 127\.0\.0\.1:\d+\/postgres are ready \(version 2\)\.\nRun npm/u,
    );

    const first = JSON.parse((await run('reindex', '--json')).stdout) as ReindexSummary;
    expect(first).toMatchObject({ added: 1, problems: [] });
    await writeArticles(articlesDir, { 'gom.md': INVENTED.pottery });
    const second = JSON.parse((await run('reindex', '--json')).stdout) as ReindexSummary;
    expect(second).toMatchObject({ added: 1, unchanged: 1, reused: first.passages });

    const questions = [ASKED.bridge, ASKED.pottery];
    const answers = answersOf(await run('ask', '--json', ...questions.map(({ question }) => question)));
    for (const [at, { answer }] of questions.entries()) {
      expect(JSON.stringify(answers[at])).toContain(answer);
    }

    const back = JSON.parse((await run('reindex', '--rollback', '--json')).stdout) as RolledBack;
    expect([back.from.generation, back.to.generation]).toEqual([second.generation, first.generation]);
    const [pottery] = answersOf(await run('ask', '--json', ASKED.pottery.question));
    expect(pottery?.answered).toBe(false);

    expect(said.join('')).not.toContain(PASSWORD);
  }, 300_000);

  test('is what npm run migrate needs', async () => {
    const { exitCode, stderr } = await runScript('scripts/migrate.ts', { settings: {} });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('INDEX_URL');
  });
});

describe('a machine with other articles', () => {
  const rows = () => engine.run('SELECT name, articles FROM dan_nguon.generations ORDER BY id');
  const facts = () => Promise.all([rows(), engine.run('SELECT current, before FROM dan_nguon.published')]);

  /** An index of three articles, and a machine that has but another one. */
  async function sharedIndex() {
    await migrate(engine.url);
    const owner = await programFolders({
      'cau.md': INVENTED.bridge,
      'gom.md': INVENTED.pottery,
      'tram.md': INVENTED.station,
    });
    await runScript('scripts/reindex.ts', { settings: { ...owner.settings, INDEX_URL: engine.url } });
    const other = await programFolders({ 'khac.md': 'Một bài khác\n\nKhông liên quan gì.\n' });
    return { settings: { ...other.settings, INDEX_URL: engine.url }, before: await facts() };
  }

  test('only reads, with a role that may do no more', async () => {
    const { settings, before } = await sharedIndex();
    await engine.run(`
      DROP ROLE IF EXISTS reader;
      CREATE ROLE reader;
      GRANT USAGE ON SCHEMA dan_nguon TO reader;
      GRANT SELECT ON ALL TABLES IN SCHEMA dan_nguon TO reader;
    `);
    // All connections to the engine share a session.
    await engine.run('SET SESSION AUTHORIZATION reader');
    onTestFinished(async () => {
      await engine.run('SET SESSION AUTHORIZATION postgres');
    });
    await expect(engine.run('DELETE FROM dan_nguon.published')).rejects.toThrow('permission denied');

    const { question, answer } = ASKED.bridge;
    const chat = await runScript('src/main.ts', { settings, input: `${question}\n` });
    expect(chat).toMatchObject({ exitCode: 0, stderr: '' });
    expect(chat.stdout).toContain(answer);
    const asked = await runScript('scripts/ask.ts', { settings, args: ['--json', question] });
    expect(asked).toMatchObject({ exitCode: 0, stderr: '' });
    expect(asked.stdout).toContain(answer);
    const doctor = await runScript('scripts/doctor.ts', { settings });
    expect(doctor.exitCode).toBe(1);
    expect(doctor.stdout).toContain('1 added, 0 changed, 3 removed');

    const { articlesDir, indexDir } = await programFolders({});
    const application = await Application.open({
      ...parseSettings({ MODEL_THREADS: '1', INDEX_URL: engine.url }),
      articlesDir,
      indexDir,
    });
    onTestFinished(() => application.close());
    const bot = await application.openAnswering();
    onTestFinished(() => bot.close());
    expect((await bot.answer(question)).statements[0]?.text).toContain(answer);
    expect((await bot.search('cầu treo')).found.length).toBeGreaterThan(0);
    expect(await facts()).toEqual(before);
  }, 300_000);

  test('writes only when it is told to, and most of an index only when it is told twice', async () => {
    const { settings, before } = await sharedIndex();
    const told = await runScript('src/main.ts', { settings: { ...settings, REINDEX: 'on' } });
    expect(told).toMatchObject({ exitCode: 0 });
    for (const args of [[], ['--watch'], ['--full']]) {
      const refused = await runScript('scripts/reindex.ts', { settings, args });
      expect(refused.exitCode).toBe(2);
      expect([told.stderr, refused.stderr].join()).toMatch(
        /(?:✗ This reindex would remove 3 of the 3 articles .* holds 1\.\n→ .*--yes[^]*){2}/u,
      );
    }
    expect(await facts()).toEqual(before);
    const meant = await runScript('scripts/reindex.ts', { settings, args: ['--yes', '--json'] });
    expect(JSON.parse(meant.stdout)).toMatchObject({ added: 1, removed: 3 });
  }, 300_000);
});

test('several bots answer from one database, and each takes up what is published', async () => {
  await migrate(engine.url);
  const { articlesDir, indexDir } = await programFolders({ 'cau.md': INVENTED.bridge });
  const settings = { ...parseSettings({ MODEL_THREADS: '1', INDEX_URL: engine.url }), articlesDir, indexDir };
  const application = await Application.open(settings);
  onTestFinished(() => application.close());
  await application.reindex();

  const looks: (() => Promise<void>)[] = [];
  const startBot = async (): Promise<AnswerService> => {
    const { embedder, indexIdentity } = application;
    const bot = await AnswerService.open({
      location: { kind: 'database', url: engine.url },
      identity: indexIdentity,
      embedder,
      reading: readingOf(application.settings, application.reader),
      regularly: (look) => {
        looks.push(look);
        return () => undefined;
      },
    });
    onTestFinished(() => bot.close());
    return bot;
  };
  const bots = [await startBot(), await startBot()];
  const { question, answer } = ASKED.pottery;
  for (const bot of bots) {
    expect((await bot.answer(ASKED.bridge.question)).statements[0]?.text).toContain(ASKED.bridge.answer);
    expect((await bot.answer(question)).statements).toEqual([]);
  }

  await writeArticles(articlesDir, { 'gom.md': INVENTED.pottery });
  const { generation } = await application.reindex();
  for (const look of looks) await look();
  for (const bot of bots) {
    expect(bot.catalogue.generation).toBe(generation);
    expect((await bot.answer(question)).statements[0]?.text).toContain(answer);
    const filtered = await bot.search('cầu treo', { filter: { publisher: 'Báo Gốm' } });
    expect(new Set(filtered.found.map(({ article }) => article.path))).toEqual(new Set(['gom.md']));
  }
}, 180_000);
