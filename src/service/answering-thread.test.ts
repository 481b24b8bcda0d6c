import { SURE_OF_ALL } from '../../test/support/answerability.js';
import type { Reading } from '../answer/answer.js';
import type { Reader } from '../reading/reader.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../lib/errors.js';
import { AnsweringThread, ThreadEnded, type QueryEmbedder } from './answering-thread.js';

const CALL = { kind: 'article', id: 'a' } as const;
const noModel: QueryEmbedder = { embedQueries: () => Promise.reject(new Error('not asked for')) };

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'thread-'));
});
afterAll(() => rm(scratch, { recursive: true }));

/** A thread that runs `code`, which sees `parentPort`. */
async function start(
  name: string,
  code: string,
  embedder = noModel,
  reading: Reading | null = null,
): Promise<AnsweringThread> {
  const file = path.join(scratch, `${name}.mjs`);
  await writeFile(file, `import { parentPort } from 'node:worker_threads';\n${code}`);
  return new AnsweringThread(pathToFileURL(file), embedder, reading);
}

test('a thread that stops rejects the calls under way and later ones, saying how it ended', async () => {
  const thread = await start('exits', `parentPort.on('message', () => process.exit(3));`);
  const expected = new ThreadEnded('The thread that answers stopped (exit code 3).');
  await expect(Promise.allSettled([thread.run(CALL), thread.run(CALL)])).resolves.toEqual([
    { status: 'rejected', reason: expected },
    { status: 'rejected', reason: expected },
  ]);
  await expect(thread.run(CALL)).rejects.toEqual(expected);
  await expect(thread.ended).resolves.toEqual(expected);
  expect(thread.load).toBe(0);
});

test('a thread that throws says what, with the error for the log', async () => {
  const thread = await start(
    'throws',
    `parentPort.on('message', () => { throw new RangeError('too much'); });`,
  );
  await expect(thread.run(CALL)).rejects.toMatchObject({
    name: 'ThreadEnded',
    message: 'The thread that answers stopped (too much).',
    cause: { name: 'RangeError', message: 'too much' },
  });
});

test('a thread that cannot even start', async () => {
  const thread = new AnsweringThread(pathToFileURL(path.join(scratch, 'nowhere.mjs')), noModel);
  await expect(thread.run(CALL)).rejects.toThrow('nowhere.mjs');
});

test('replies reach the call they belong to, in whatever order they come', async () => {
  const thread = await start(
    'swaps',
    `const waiting = [];
     parentPort.on('message', ({ id, call }) => {
       waiting.unshift({ kind: 'done', id, outcome: { ok: true, value: call.id } });
       if (waiting.length === 2) for (const reply of waiting) parentPort.postMessage(reply);
     });`,
  );
  const calls = [thread.run({ kind: 'article', id: 'a' }), thread.run({ kind: 'article', id: 'b' })];
  expect(thread.load).toBe(2);
  await expect(Promise.all(calls)).resolves.toEqual(['a', 'b']);
  expect(thread.load).toBe(0);
  await thread.close();
});

/** Replies to a call with the vectors that the embedder gives for the id of the article. */
const EMBEDS = `parentPort.on('message', (message) => {
  if (message.kind === 'call') parentPort.postMessage({ kind: 'embed', id: message.id, texts: [message.call.id] });
  else parentPort.postMessage({ kind: 'done', id: message.id, outcome: message.outcome });
});`;

test('a thread is given the vectors that it asks for', async () => {
  const thread = await start('embeds', EMBEDS, {
    embedQueries: (texts) => Promise.resolve(texts.map((text) => Float32Array.of(text.length, 0.5))),
  });
  await expect(thread.run({ kind: 'article', id: 'four' })).resolves.toEqual([Float32Array.of(4, 0.5)]);
  await thread.close();
});

test('what the embedder throws comes back with its code, its hint and where it was thrown', async () => {
  const gone = new UserError('model-broken', 'The model is gone.', 'Start the program again.');
  const thread = await start('embed-fails', EMBEDS, { embedQueries: () => Promise.reject(gone) });
  const thrown = await thread.run(CALL).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(UserError);
  expect(thrown).toMatchObject({
    code: gone.code,
    hint: gone.hint,
    message: gone.message,
    stack: gone.stack,
  });
  await thread.close();
});

/** Replies to a call with what the reader makes of the id of the article, if there is a reader. */
const READS = `import { workerData } from 'node:worker_threads';
parentPort.on('message', (message) => {
  const { id } = message;
  if (message.kind === 'was-read') parentPort.postMessage({ kind: 'done', id, outcome: message.outcome });
  else if (workerData.reading === null) parentPort.postMessage({ kind: 'done', id, outcome: { ok: true, value: 'none to ask' } });
  else parentPort.postMessage({ kind: 'read', id, question: 'ai', passages: [{ title: '', text: message.call.id }], withinMs: workerData.reading.most });
});`;

test('a thread is given the readings that it asks for, and knows whether it may ask', async () => {
  const code = ['reads', READS, noModel] as const;
  const call = { kind: 'article', id: 'four' } as const;
  const reading = (read: Reader['read']): Reading => ({
    reader: { read },
    answerability: SURE_OF_ALL,
    most: 7,
  });
  const thread = await start(
    ...code,
    reading((question, [passage], withinMs) => {
      const margins = [question.length, passage?.text.length ?? 0, withinMs];
      return Promise.resolve([{ spans: margins.map((margin) => ({ start: 0, end: 1, margin })), tells: 0 }]);
    }),
  );
  await expect(thread.run(call)).resolves.toMatchObject([
    { spans: [{ margin: 2 }, { margin: 4 }, { margin: 7 }], tells: 0 },
  ]);
  await thread.close();

  const failing = await start(
    ...code,
    reading(() => Promise.reject(new Error('out of memory'))),
  );
  await expect(failing.run(call)).rejects.toThrow('out of memory');
  await failing.close();

  const without = await start(...code);
  await expect(without.run(call)).resolves.toBe('none to ask');
  await without.close();
});

test('a call that cannot be sent rejects and is not waited for', async () => {
  const thread = await start('idle', `parentPort.on('message', () => undefined);`);
  const call = { kind: 'article', id: (() => '') as unknown as string } as const;
  await expect(thread.run(call)).rejects.toThrow('could not be cloned');
  expect(thread.load).toBe(0);
  await thread.close();
});

test('closing ends a thread whatever it is doing; its calls reject', async () => {
  const thread = await start('hangs', `parentPort.on('message', () => { for (;;); });`);
  const call = expect(thread.run(CALL)).rejects.toEqual(
    new ThreadEnded('The thread that answers is closed.'),
  );
  await thread.close();
  await call;
  await expect(thread.ended).resolves.toBeNull();
  await expect(thread.run(CALL)).rejects.toThrow('is closed');
  await thread.close();
});
