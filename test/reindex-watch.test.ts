import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ReindexSummary } from '../src/index/reindex-parts.js';
import { answersOf } from './support/answer-records.js';
import { ASKED, INVENTED } from './support/invented-articles.js';
import { programFolders, writeArticles } from './support/program-folders.js';
import { runScript } from './support/run-script.js';
import { ScriptProcess } from './support/script-process.js';

test('npm run reindex -- --watch follows the articles until it is interrupted', async () => {
  const { articlesDir, root, settings } = await programFolders({ 'cau.md': INVENTED.bridge });
  const watching = new ScriptProcess('scripts/reindex.ts', ['--watch', '--json'], settings);
  const next = async () => JSON.parse(await watching.line('stdout', /^\{/u)) as ReindexSummary;
  await watching.line('stderr', /^Following .*articles/u);
  expect(await next()).toMatchObject({ added: 1, problems: [] });

  await writeArticles(articlesDir, { 'tram.md': INVENTED.station });
  expect(await next()).toMatchObject({ added: 1, unchanged: 1 });

  // The folder goes away, comes back with another article, and is followed as before.
  const away = path.join(root, 'away');
  await rename(articlesDir, away);
  await watching.line('stderr', /does not exist/u);
  await writeArticles(away, { 'gom/gom.md': INVENTED.pottery });
  await rename(away, articlesDir);
  expect(await next()).toMatchObject({ added: 1, unchanged: 2 });
  await rm(path.join(articlesDir, 'cau.md'));
  expect(await next()).toMatchObject({ removed: 1, unchanged: 2 });
  await writeArticles(articlesDir, { 'gom/gom.md': '---\ntitle: broken' });
  const broken = await next();
  expect(broken.retained).toEqual(['gom/gom.md']);

  expect(await watching.end('SIGINT')).toBe(0);
  const run = await runScript('scripts/ask.ts', {
    args: ['--json', ASKED.pottery.question, ASKED.bridge.question],
    settings,
  });
  const [pottery, bridge] = answersOf(run);
  expect(pottery?.answer).toContain(ASKED.pottery.answer);
  expect(bridge?.answered).toBe(false);
}, 120_000);

test('npm run reindex -- --watch ends at once where the folder is missing', async () => {
  const { root, settings } = await programFolders({});
  const run = await runScript('scripts/reindex.ts', {
    args: ['--watch'],
    settings: { ...settings, ARTICLES_DIR: path.join(root, 'nowhere') },
  });
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toContain('nowhere');
});
