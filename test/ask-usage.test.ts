import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { INVENTED } from './support/invented-articles.js';
import { programFolders, type ProgramFolders } from './support/program-folders.js';
import { runScript, type ScriptRun } from './support/run-script.js';

describe('npm run ask, asked wrongly', () => {
  let folders: ProgramFolders;
  let wrongValues: ScriptRun;
  let wrongOrder: ScriptRun;
  let noQuestion: ScriptRun;
  let noFile: ScriptRun;

  const ask = (...args: string[]) =>
    runScript('scripts/ask.ts', { args: ['--json', ...args], settings: folders.settings });

  beforeAll(async () => {
    folders = await programFolders({ 'tram.md': INVENTED.station });
    const values = ['--limit', '0', '--from', '2020-13-01', '--to', '32/12/2020', '--publisher', ' '];
    [wrongValues, wrongOrder] = await Promise.all([
      ask(...values, 'Ai?'),
      ask('--from', '2020-01-02', '--to', '2020-01-01', 'Ai?'),
    ]);
    [noQuestion, noFile] = await Promise.all([ask(), ask('--file', path.join(folders.root, 'none.txt'))]);
  }, 120_000);

  test.each(['--limit', '--from', '--to', '--publisher'])('names %s when its value is wrong', (option) => {
    expect(wrongValues.exitCode).toBe(2);
    expect(wrongValues.stderr).toContain(`${option}: expected`);
  });

  test('names a first day after the last one', () => {
    expect(wrongOrder.exitCode).toBe(2);
    expect(wrongOrder.stderr).toMatch(/--from 2020-01-02.*--to 2020-01-01/u);
  });

  test('says that there is no question', () => {
    expect(noQuestion.exitCode).toBe(2);
    expect(noQuestion.stderr).toContain('no question');
  });

  test('names a file of questions that cannot be read', () => {
    expect(noFile.exitCode).toBe(2);
    expect(noFile.stderr).toContain(path.join(folders.root, 'none.txt'));
  });

  test('prints nothing on standard output and builds no index', () => {
    const outputs = [wrongValues, wrongOrder, noQuestion, noFile].map(({ stdout }) => stdout);
    expect(outputs).toEqual(['', '', '', '']);
    expect(existsSync(folders.indexDir)).toBe(false);
  });
});
