import { expect, test } from 'vitest';
import { runScript } from '../../test/support/run-script.js';

test('there is nothing to calibrate without a reader', async () => {
  const { exitCode, stdout, stderr } = await runScript('lab/calibration/calibrate.ts', {
    settings: { READER_MODEL: 'off' },
  });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('READER_MODEL is off');
});
