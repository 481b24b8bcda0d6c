import { readFile, stat, truncate, utimes } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { currentGeneration, generationFolder } from '../src/index/storage/generations.js';
import { LEXICAL_INDEX_FILE } from '../src/retrieval/lexical/stored-lexical-index.js';
import { answersOf } from './support/answer-records.js';
import { ASKED, INVENTED } from './support/invented-articles.js';
import { programFolders, writeArticles } from './support/program-folders.js';
import { runScript } from './support/run-script.js';

/** A time that no file of this test is written at. */
const LONG_AGO = new Date(0);

test('the first to ask a generation keeps its keywords, and those who come later read them', async () => {
  const { articlesDir, indexDir, settings } = await programFolders({ 'cau.md': INVENTED.bridge });
  const { question, answer } = ASKED.bridge;
  const ask = async () => {
    const [asked] = answersOf(await runScript('scripts/ask.ts', { args: ['--json', question], settings }));
    return asked?.answer;
  };
  const keptFile = async () =>
    path.join(generationFolder(indexDir, (await currentGeneration(indexDir)) ?? ''), LEXICAL_INDEX_FILE);

  expect(await ask()).toContain(answer);
  const file = await keptFile();
  const kept = await readFile(file);
  await utimes(file, LONG_AGO, LONG_AGO);

  expect(await ask()).toContain(answer);
  expect((await stat(file)).mtime).toEqual(LONG_AGO);

  await truncate(file, kept.length / 2);
  expect(await ask()).toContain(answer);
  expect(await readFile(file)).toEqual(kept);

  await writeArticles(articlesDir, { 'gom.md': INVENTED.pottery });
  await runScript('scripts/reindex.ts', { args: ['--json'], settings });
  expect(await ask()).toContain(answer);
  expect(await keptFile()).not.toBe(file);
  expect(await readFile(await keptFile())).not.toEqual(kept);
});
