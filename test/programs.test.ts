import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PROJECT_ROOT } from '../src/config/settings.js';
import { runScript } from './support/run-script.js';

const read = (file: string) => readFileSync(path.join(PROJECT_ROOT, file), 'utf8');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));
/** Each program that npm runs, by the file that it runs. */
const PROGRAMS = Object.entries(scripts).flatMap(([name, command]) => {
  const file = /^tsx (\S+\.ts)$/u.exec(command)?.[1];
  return file === undefined ? [] : [{ name, file }];
});
/** And those that are run by their file. */
const FILES = readdirSync(path.join(PROJECT_ROOT, 'scripts'))
  // The one is no program; the other needs the stand-in for Discord, which is not compiled.
  .filter((name) => /(?<!\.test)\.ts$/u.test(name) && !['answer-record.ts', 'measure-bot.ts'].includes(name))
  .map((name) => `scripts/${name}`);

describe('--help', () => {
  test.each([...new Set([...PROGRAMS.map(({ file }) => file), ...FILES])])(
    'of %s says how it is used, does nothing, and needs no settings',
    async (file) => {
      const { exitCode, stdout, stderr } = await runScript(file, {
        args: ['--help'],
        settings: { LOG_LEVEL: 'loud', DISCORD_TOKEN: 'x', INDEX_DIR: '/dev/null' },
      });
      const name = PROGRAMS.find((program) => program.file === file)?.name;
      const command =
        name === undefined ? `npx tsx ${file}` : name === 'start' ? 'npm start' : `npm run ${name}`;
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout.startsWith(`Usage: ${command} `)).toBe(true);
      expect(stdout).toMatch(/^ {2}--help {2,}show this$/mu);
    },
    60_000,
  );
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

test('every command that the documents and the program name is there', () => {
  const files = [
    'README.md',
    'README.vi.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    '.env.example',
    'compose.yaml',
    ...readdirSync(path.join(PROJECT_ROOT, 'docs')).flatMap((name) =>
      name.endsWith('.md') ? [`docs/${name}`] : [],
    ),
    ...['words.ts', 'vietnamese.ts', 'vietnamese-messages.ts'].map((name) => `src/locales/${name}`),
  ];
  const named = files.flatMap((file) =>
    Array.from(read(file).matchAll(/npm run (?:--silent )?(?<name>[a-z][\w:-]*)/gu), ({ groups }) => ({
      file,
      name: groups?.['name'] ?? '',
    })),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ name }) => scripts[name] === undefined)).toEqual([]);
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
