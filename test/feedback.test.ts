import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FeedbackLog } from '../src/operations/feedback-log.js';
import { programFolders } from './support/program-folders.js';
import { runScript } from './support/run-script.js';

const feedback = (file: string, ...args: string[]) =>
  runScript('scripts/feedback.ts', { args, settings: { FEEDBACK_FILE: file } });

test('npm run feedback lists what the bot noted', async () => {
  const { root } = await programFolders({});
  const file = path.join(root, 'feedback.jsonl');
  const unanswered = { kind: 'unanswered', confidence: 0.2, closest: null, language: 'vi' } as const;
  const noteOn = async (moment: string, question: string) => {
    const log = new FeedbackLog(file, () => undefined, { now: () => new Date(moment) });
    await log.add({ ...unanswered, question });
  };
  await noteOn('2031-03-01T12:00:00', 'Ai đo mưa?');
  await noteOn('2031-03-05T12:00:00', 'Ai đo gió?');
  await noteOn('2031-03-06T12:00:00', 'ai do gio');

  expect(await feedback(file)).toEqual({
    exitCode: 0,
    stdout:
      '2 questions, most often unanswered or 👎 first\n' +
      ' 1. ai do gio\n    unanswered 2 times · last on 6 March 2031\n' +
      ' 2. Ai đo mưa?\n    unanswered 1 time · last on 1 March 2031\n',
    stderr: '',
  });
  const json = await feedback(file, '--json', '--since', '5/3/2031');
  expect(JSON.parse(json.stdout)).toEqual([
    { question: 'ai do gio', unanswered: 2, up: 0, down: 0, latest: '2031-03-06' },
  ]);
});

test('npm run feedback tells that there is none, and which lines are none', async () => {
  const { root } = await programFolders({});
  const file = path.join(root, 'feedback.jsonl');
  expect(await feedback(file)).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^Nothing yet/u) as string,
  });
  await writeFile(file, 'rubbish\n');
  expect((await feedback(file)).stderr.replaceAll(/\s+/gu, '')).toBe(`1linecouldnotberead:✗${file}:1`);
});

test('npm run feedback names a day or file that it cannot use', async () => {
  const { root } = await programFolders({});
  expect(await feedback(path.join(root, 'none'), '--since', 'hôm qua')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('--since: expected a day') as string,
  });
  await mkdir(path.join(root, 'folder'));
  expect(await feedback(path.join(root, 'folder'))).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('FEEDBACK_FILE') as string,
  });
});
