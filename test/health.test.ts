import { utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { programFolders } from './support/program-folders.js';
import { runScript } from './support/run-script.js';

const check = (settings: Readonly<Record<string, string>>) => runScript('scripts/health.ts', { settings });

test('the health check tells a bot that works from one that does not', async () => {
  const { root } = await programFolders({});
  const file = path.join(root, 'health');
  const settings = { HEALTH_FILE: file };
  expect(await check(settings)).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: `${file} was not written in the last minute.\n`,
  });
  await writeFile(file, '');
  expect(await check(settings)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  const longAgo = new Date(Date.now() - 3_600_000);
  await utimes(file, longAgo, longAgo);
  expect(await check(settings)).toMatchObject({ exitCode: 1 });
});

test('the health check says what keeps it from telling', async () => {
  expect(await check({})).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('HEALTH_FILE is not set') as string,
  });
  expect(await check({ LOG_LEVEL: 'loud' })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('LOG_LEVEL') as string,
  });
});
