import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { AnswerService } from '../src/service/answer-service.js';
import { readingOf } from '../src/service/answering.js';
import { Application } from '../src/application.js';
import type { RolledBack } from '../src/index/index-store.js';
import { migrate } from '../src/optional/postgres/tables.js';
import type { ReindexSummary } from '../src/index/reindex/reindex-parts.js';
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
      /^The tables in 127\.0\.0\.1:\d+\/postgres are ready \(version 1\)\.\nRun npm/u,
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

test('several bots answer from one database, and each takes up what is published', async () => {
  await migrate(engine.url);
  const { articlesDir, indexDir } = await programFolders({ 'cau.md': INVENTED.bridge });
  const settings = { ...parseSettings({ INDEX_URL: engine.url }), articlesDir, indexDir };
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
