import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../src/config/settings.js';
import { programsOf } from './support/npm-programs.js';
import { runScript } from './support/run-script.js';
import { temporaryFolder } from './support/temporary-folder.js';

const PROGRAMS = programsOf('package.json');

describe('--help', () => {
  test.each(PROGRAMS)(
    'of $file says how it is used, does nothing, and needs no settings',
    async ({ command, file }) => {
      const { exitCode, stdout, stderr } = await runScript(file, {
        args: ['--help'],
        settings: { LOG_LEVEL: 'loud', DISCORD_TOKEN: 'x', INDEX_DIR: '/dev/null' },
      });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout.startsWith(`Usage: ${command} `)).toBe(true);
      expect(stdout).toMatch(/^ {2}--help {2,}show this$/mu);
    },
    60_000,
  );
});

test('every program of scripts/ is one that npm runs', () => {
  const files = readdirSync(path.join(PROJECT_ROOT, 'scripts'))
    .filter((name) => /(?<!\.test)\.ts$/u.test(name) && name !== 'answer-record.ts')
    .map((name) => `scripts/${name}`);
  expect(PROGRAMS.map(({ file }) => file)).toEqual(expect.arrayContaining(files));
});

test('an option that there is not is named, in the language of the settings', async () => {
  const run = (language: string) =>
    runScript('scripts/reindex.ts', { args: ['--ful'], settings: { LANGUAGE: language } });
  const [english, vietnamese] = await Promise.all([run('en'), run('vi')]);
  expect(english).toEqual({
    exitCode: 2,
    stdout: '',
    stderr:
      '✗ Wrong option: there is no option --ful, but --full.\n→ Run `npm run reindex -- --help` to see its options.\n',
  });
  expect(vietnamese.stderr).toBe(
    '✗ Tùy chọn chưa đúng: không có tùy chọn --ful, chỉ có --full.\n→ Hãy chạy `npm run reindex -- --help` để xem các tùy chọn.\n',
  );
});

test('what looks like a misspelt setting is named, and the program goes on', async () => {
  const { exitCode, stderr } = await runScript('scripts/feedback.ts', {
    settings: { ARTICLE_DIR: '/srv', FEEDBACK_FILE: '/nowhere/feedback.jsonl' },
  });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: '! ARTICLE_DIR is no setting; did you mean ARTICLES_DIR?\n',
  });
});

test('a word in the place of a token is named before anything is opened, and nothing is cut out of the message', async () => {
  const { exitCode, stderr } = await runScript('src/main.ts', {
    settings: {
      DISCORD_TOKEN: 'token',
      LANGUAGE: 'en',
      INDEX_DIR: path.join(await temporaryFolder(), 'index'),
    },
  });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringContaining('DISCORD_TOKEN is malformed: a bot’s token has three parts') as string,
  });
});
