import { readdir, readFile, truncate } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Application } from '../src/application.js';
import type { RolledBack } from '../src/index/passage-index.js';
import type { ReindexSummary } from '../src/index/reindex-parts.js';
import { parseSettings } from '../src/config/settings.js';
import { answersOf } from './support/answer-records.js';
import { ASKED, INVENTED } from './support/invented-articles.js';
import { programFolders, writeArticles, type ProgramFolders } from './support/program-folders.js';
import { runScript, type ScriptRun } from './support/run-script.js';
import { ScriptProcess } from './support/script-process.js';

type Settings = Readonly<Record<string, string>>;
const reindex = (settings: Settings, ...args: string[]) =>
  runScript('scripts/reindex.ts', { args, settings });
const ask = (settings: Settings, ...questions: string[]) =>
  runScript('scripts/ask.ts', { args: ['--json', ...questions], settings });
const summaryOf = ({ stdout }: ScriptRun) => JSON.parse(stdout) as ReindexSummary;

let application: Application;
beforeAll(async () => {
  application = await Application.open(parseSettings({ MODEL_THREADS: '1' }));
});
afterAll(() => application.close());

/** Folders with two generations of an index: of the article about the bridge, and of the one about pottery, too. */
async function indexedTwice(): Promise<ProgramFolders & { first: ReindexSummary; second: ReindexSummary }> {
  const folders = await programFolders({ 'cau.md': INVENTED.bridge });
  const own = application.with(folders);
  const first = await own.reindex();
  await writeArticles(folders.articlesDir, { 'gom.md': INVENTED.pottery });
  return { ...folders, first, second: await own.reindex() };
}

test('npm run reindex -- --rollback goes back to the index before, once', async () => {
  const { settings, first, second, ...folders } = await indexedTwice();

  const back = await reindex(settings, '--rollback', '--json');
  expect(back.exitCode).toBe(0);
  const { from, to } = JSON.parse(back.stdout) as RolledBack;
  expect(from.generation).toBe(second.generation);
  expect(to).toMatchObject({ generation: first.generation, articles: 1, modelName: 'vi-en-mini' });
  const [pottery] = answersOf(await ask(settings, ASKED.pottery.question));
  expect(pottery?.answered).toBe(false);

  const again = await reindex({ ...settings, LANGUAGE: 'vi' }, '--rollback');
  expect(again).toMatchObject({ exitCode: 2, stdout: '' });
  expect(again.stderr).toMatch(/^✗ Chỉ mục trong .* không có bản nào trước \S+ để quay lại\.\n→ Hãy chạy/u);

  expect(await application.with(folders).reindex()).toMatchObject({ added: 1, unchanged: 1 });
  const inWords = await reindex(settings, '--rollback');
  expect(inWords.stdout).toMatch(/^Went back to the index built on \d+ \w+ 20\d\d/u);
}, 120_000);

test.each([
  ['--rollback', '--full'],
  ['--watch', '--dry-run'],
  ['--watch', '--rollback'],
])('npm run reindex knows no %s with %s', async (...args) => {
  const { settings } = await programFolders({});
  const run = await reindex(settings, ...args);
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  for (const arg of args) expect(run.stderr).toContain(arg);
});

test('a damaged index is passed over for the one before, loudly, and mended by the next reindex', async () => {
  const { indexDir, settings, second } = await indexedTwice();
  await truncate(path.join(indexDir, 'generations', second.generation ?? '', 'index.pb'), 100);

  const questions = [ASKED.bridge.question, ASKED.pottery.question];
  const damaged = await ask(settings, ...questions);
  expect(damaged.stderr).toMatch(/✗ The index is damaged: .*index\.pb .* 100 bytes, not \d+/u);
  expect(damaged.stderr).toContain('npm run reindex -- --full');
  expect(damaged.stderr).toContain('The last good index is in use instead, built on');
  expect(answersOf(damaged).map(({ answered }) => answered)).toEqual([true, false]);

  const mending = summaryOf(await reindex(settings, '--json'));
  expect(mending).toMatchObject({ added: 1, unchanged: 1 });
  expect(mending.damage).toContain('index.pb');
  expect(mending.reused).toBeGreaterThan(0);
  const mended = await ask(settings, ...questions);
  expect(mended.stderr).toBe('');
  expect(answersOf(mended).map(({ answered }) => answered)).toEqual([true, true]);
}, 120_000);

test('a reindex that was killed goes on from where it was', async () => {
  const paragraphs = Array.from(
    { length: 6000 },
    (_, n) => `Trạm số ${n} của huyện Gò Sim đo được ${n * 7} mm mưa trong tháng ${(n % 12) + 1} vừa qua.`,
  );
  const article = (part: number) =>
    `Mưa ở Gò Sim ${part}\n\n${paragraphs.slice(part * 1000, (part + 1) * 1000).join('\n\n')}\n`;
  const { indexDir, settings } = await programFolders(
    Object.fromEntries([0, 1, 2, 3, 4, 5].map((part) => [`mua-${part}.txt`, article(part)])),
  );
  const killed = new ScriptProcess('scripts/reindex.ts', [], settings);
  await killed.line('stderr', /^Indexing: 75%/u);
  expect(await killed.end('SIGKILL')).toBeNull();
  expect((await readdir(indexDir)).sort()).toEqual(['embedding-progress', 'writer.lock']);

  const { embedded, passages, reused } = summaryOf(await reindex(settings, '--json'));
  expect(embedded + reused).toBe(passages);
  expect(embedded).toBeLessThan(passages / 2);
  expect((await readdir(indexDir)).sort()).toEqual(['current', 'generations']);
  const pointer = await readFile(path.join(indexDir, 'current'), 'utf8');
  expect(await readdir(path.join(indexDir, 'generations'))).toEqual([pointer.trim()]);
}, 180_000);
