import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { ModelProcess, planBatches } from './model-process.js';
import fc from 'fast-check';

test('a model process that stops says what it ran and what to do', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'model-process-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'stops.mjs');
  await writeFile(file, `process.on('message', () => { console.error('no memory'); process.exit(3); });`);
  const models = new ModelProcess('embedding model some-model', undefined, pathToFileURL(file));
  await expect(models.call((remote) => remote.countTokens(['a']))).rejects.toMatchObject({
    name: 'UserError',
    code: 'model-broken',
    message: 'The process that runs the embedding model some-model stopped (exit code 3).',
    hint: expect.stringContaining('Start the program again') as string,
    cause: new Error('no memory'),
  });
  await models.close();
});

test('like lengths go together, four at most', () => {
  expect(planBatches([10, 300, 11, 310, 12, 13, 14])).toEqual([
    [0, 2, 4, 5],
    [6, 1, 3],
  ]);
});

test('long texts make smaller batches, down to one', () => {
  expect(planBatches([900, 900, 900, 1_500, 99_999])).toEqual([[0, 1], [2], [3], [4]]);
});

test('nothing makes no batch', () => {
  expect(planBatches([])).toEqual([]);
});

test('every text is in exactly one batch, and batches grow longer', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5_000)), (lengths) => {
      const order = planBatches(lengths).flat();
      expect([...order].sort((a, b) => a - b)).toEqual([...lengths.keys()]);
      const inOrder = order.map((position) => lengths[position] ?? NaN);
      expect(inOrder).toEqual([...lengths].sort((a, b) => a - b));
    }),
  );
});
