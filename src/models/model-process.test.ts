import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ModelProcess, planBatches } from './model-process.js';

/** Answers as the program of the models does, and dies or hangs when it is told to. */
const DELICATE = `process.on('message', ({ m, i, a: [[word]] }) => {
  if (word === 'die') process.exit(3);
  if (word === 'hang') for (;;);
  process.send({ t: 's', i, r: m === 'openReader' ? undefined : [process.pid] });
});`;

/** A process of delicate models, with one that is open. */
async function delicateModels(): Promise<ModelProcess> {
  const folder = await mkdtemp(path.join(tmpdir(), 'model-process-'));
  const file = path.join(folder, 'delicate.mjs');
  await writeFile(file, DELICATE);
  const models = new ModelProcess('embedding model some-model', undefined, pathToFileURL(file), 50);
  onTestFinished(async () => {
    await models.close();
    await rm(folder, { recursive: true });
  });
  await models.open((remote) => remote.countTokens(['opened']));
  return models;
}

const told = (models: ModelProcess, word: string, withinMs?: number) =>
  models.call((remote) => remote.countTokens([word]), withinMs);

test('a model process that dies is replaced by another, which opens what it had open', async () => {
  const models = await delicateModels();
  const [before] = await told(models, 'hello');
  await expect(told(models, 'die')).rejects.toMatchObject({ code: 'model-broken' });
  await vi.waitUntil(() => models.restarts === 1, 60_000);
  expect(models.isUp).toBe(true);
  const [after] = await told(models, 'hello');
  expect(after).not.toBe(before);
});

test('one that hangs is not waited for, and replaced', async () => {
  const models = await delicateModels();
  await expect(told(models, 'hang', 60)).rejects.toMatchObject({
    code: 'model-broken',
    message: expect.stringContaining('did not answer') as string,
  });
  await vi.waitUntil(() => models.restarts === 1, 60_000);
  expect(await told(models, 'hello', 60_000)).toHaveLength(1);
});

test('one that hangs while it opens what was open is replaced as well', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'model-process-'));
  const [file, begun] = [path.join(folder, 'delicate.mjs'), path.join(folder, 'begun')];
  const second = `import { appendFileSync, readFileSync } from 'node:fs';
    appendFileSync(${JSON.stringify(begun)}, '.');
    const isSecond = readFileSync(${JSON.stringify(begun)}).length === 2;
    process.on('message', () => { while (isSecond); });`;
  await writeFile(file, `${second}\n${DELICATE}`);
  const models = new ModelProcess('model', undefined, pathToFileURL(file), 50, 1_000);
  onTestFinished(async () => {
    await models.close();
    await rm(folder, { recursive: true });
  });
  await models.open((remote) => remote.countTokens(['opened']));
  await expect(told(models, 'die')).rejects.toMatchObject({ code: 'model-broken' });
  await vi.waitUntil(() => models.restarts === 1, 60_000);
  expect(await told(models, 'hello')).toHaveLength(1);
  expect((await readFile(begun, 'utf8')).length).toBeGreaterThan(2);
}, 60_000);

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
