import { expect, test } from 'vitest';
import { runScript } from '../test/support/run-script.js';

test('a calibration is not made with a reranker set: nobody could tell it from one without', async () => {
  const settings = { RERANK_MODEL: './no-such-model' };
  const { exitCode, stdout, stderr } = await runScript('scripts/calibrate.ts', { settings });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/RERANK_MODEL is set.*\n.*`RERANK_MODEL= npm run calibrate`/u);
});
