import { describe, expect, test } from 'vitest';
import { programsOf } from '../test/support/npm-programs.js';
import { runScript } from '../test/support/run-script.js';

/** It needs the stand-in for Discord, which is not compiled. */
const NOT_COMPILED = ['lab/measure/measure-bot.ts', 'lab/torture/main.ts'];

describe('--help', () => {
  test.each(programsOf('lab/package.json').filter(({ file }) => !NOT_COMPILED.includes(file)))(
    'of $file says how it is used, and does nothing',
    async ({ command, file }) => {
      const { exitCode, stdout, stderr } = await runScript(file, { args: ['--help'], settings: {} });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout.startsWith(`Usage: ${command} `)).toBe(true);
    },
    60_000,
  );
});
