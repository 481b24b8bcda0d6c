import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkerProcess } from './worker-process.js';

const TASK = { kind: 'count-tokens', texts: ['a'] } as const;
const ignore = () => undefined;

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'worker-'));
});
afterAll(() => rm(scratch, { recursive: true }));

async function start(name: string, code: string): Promise<WorkerProcess> {
  const file = path.join(scratch, `${name}.mjs`);
  await writeFile(file, code);
  return new WorkerProcess(pathToFileURL(file), 'embedding model some-model');
}

test('a worker that stops rejects the call under way and the later ones, saying how it ended', async () => {
  const worker = await start(
    'stops',
    `process.on('message', () => { console.error('no memory'); process.exit(3); });`,
  );
  const expected = {
    code: 'model-broken',
    message: 'The process that runs the embedding model some-model stopped (exit code 3).',
    cause: new Error('no memory'),
  };
  await expect(worker.run(TASK, ignore)).rejects.toMatchObject(expected);
  await expect(worker.run(TASK, ignore)).rejects.toMatchObject(expected);
  await worker.close();
});

test('a worker that is killed says by what', async () => {
  const worker = await start('killed', `process.on('message', () => process.kill(process.pid, 'SIGKILL'));`);
  await expect(worker.run(TASK, ignore)).rejects.toThrow('stopped (SIGKILL)');
});

test('a worker that cannot even start', async () => {
  const worker = await start('no-start', `throw new Error('no such library');`);
  await expect(worker.run(TASK, ignore)).rejects.toMatchObject({
    message: expect.stringContaining('stopped (exit code 1)') as string,
    cause: { message: expect.stringContaining('no such library') as string },
  });
});

test('replies reach the call they belong to, in whatever order they come', async () => {
  const worker = await start(
    'swaps',
    `const waiting = [];
     process.on('message', ({ id, task }) => {
       waiting.unshift({ id, counts: [task.texts.length] });
       if (waiting.length < 2) return;
       for (const { id, counts } of waiting) {
         process.send({ id, body: { kind: 'counts', counts } });
         process.send({ id, body: { kind: 'done' } });
       }
     });`,
  );
  const heard: unknown[] = [];
  await Promise.all([
    worker.run(TASK, (result) => heard.push(['first', result])),
    worker.run({ ...TASK, texts: ['a', 'b'] }, (result) => heard.push(['second', result])),
  ]);
  expect(heard).toEqual([
    ['second', { kind: 'counts', counts: [2] }],
    ['first', { kind: 'counts', counts: [1] }],
  ]);
  await worker.close();
});
