import { cp } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { wordsIn } from '../src/locales/catalogue.js';
import { makeForeign } from './support/foreign-index.js';
import { ASKED, BROKEN, INVENTED } from './support/invented-articles.js';
import { programFolders, writeArticles } from './support/program-folders.js';
import { runScript, type ScriptRun } from './support/run-script.js';

const NOTICE = wordsIn('en').terminal.noToken;
/** Same number of characters as the name it stands in for. */
const FOREIGN_NAME = 'Phạm Thị Nhàn';

const start = (settings: Readonly<Record<string, string>>, questions: readonly string[]) =>
  runScript('src/main.ts', { settings, input: questions.map((question) => `${question}\n`).join('') });

describe('npm start with standard input a pipe', () => {
  let first: ScriptRun;
  let unchanged: ScriptRun;
  let foreign: ScriptRun;
  let added: ScriptRun;

  beforeAll(async () => {
    const { articlesDir, indexDir, root, settings } = await programFolders({
      'tram.md': INVENTED.station,
      'cau.md': INVENTED.bridge,
    });
    first = await start(settings, [ASKED.station.question, '', ASKED.bridge.question]);

    const copy = {
      ARTICLES_DIR: path.join(root, 'articles-copy'),
      INDEX_DIR: path.join(root, 'index-copy'),
    };
    await cp(articlesDir, copy.ARTICLES_DIR, { recursive: true });
    await cp(indexDir, copy.INDEX_DIR, { recursive: true });
    await makeForeign(copy.INDEX_DIR, ASKED.station.answer, FOREIGN_NAME);
    const again = async () => {
      unchanged = await start(settings, []);
      await writeArticles(articlesDir, { 'gom.md': INVENTED.pottery, 'hong.md': BROKEN });
      added = await start(settings, [ASKED.pottery.question]);
    };
    const startForeign = async () => {
      foreign = await start(copy, [ASKED.station.question]);
    };
    await Promise.all([again(), startForeign()]);
  }, 120_000);

  test('builds the index when there is none, telling how far it is', () => {
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stderr).toMatch(/Indexing: 100% · (\d+)\/\1 passages/u);
  });

  test('says in one line that there is no token', () => {
    expect(first.stdout.split('\n').filter((line) => line.includes('DISCORD_TOKEN'))).toEqual([NOTICE]);
    expect(first.stdout.startsWith(`${NOTICE}\n`)).toBe(true);
  });

  test('answers each line in order', () => {
    const [, station = '', bridge = '', ...others] = first.stdout.split('❯ ');
    expect(others).toEqual([]);
    expect(station.startsWith(`${ASKED.station.question}\n`)).toBe(true);
    expect(station).toContain(ASKED.station.answer);
    expect(bridge.startsWith(`${ASKED.bridge.question}\n`)).toBe(true);
    expect(bridge).toContain(ASKED.bridge.answer);
  });

  test('embeds nothing again on a second start, and ends with an empty input', () => {
    expect(unchanged).toEqual({ exitCode: 0, stdout: `${NOTICE}\n\n`, stderr: '' });
  });

  test('takes up an article that was added between two starts, embedding that one only', () => {
    expect(added.exitCode).toBe(0);
    expect(added.stderr).toContain('Indexing: 100% · 1/1 passage');
    expect(added.stdout).toContain(ASKED.pottery.answer);
  });

  test('names a file that cannot be read, and goes on', () => {
    expect(added.stderr).toContain('✗ hong.md: ');
  });

  test('rebuilds an index of another model from the articles', () => {
    expect(foreign.exitCode).toBe(0);
    expect(foreign.stderr).toMatch(/Indexing: 100% · (\d+)\/\1 passages/u);
    expect(foreign.stdout).not.toContain(FOREIGN_NAME);
    expect(foreign.stdout).toContain(ASKED.station.answer);
  });
});
