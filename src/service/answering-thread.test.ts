import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SURE_OF_ALL } from '../../test/support/answerability.js';
import { CHANNEL_IMPORTS } from '../../test/support/channel-program.js';
import type { Reading } from '../answer/answer.js';
import { UserError } from '../lib/errors.js';
import type { Reader } from '../reading/reader.js';
import { AnsweringThread, ThreadEnded, type QueryEmbedder } from './answering-thread.js';

const noModel: QueryEmbedder = { embedQueries: () => Promise.reject(new Error('not asked for')) };
const ask = (thread: AnsweringThread, id = 'a'): Promise<unknown> =>
  thread.run((remote) => remote.article(id));

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'thread-'));
});
afterAll(() => rm(scratch, { recursive: true }));

/** A thread whose `article` is `code`, which sees `starter`, `workerData` and the `id` asked for. */
async function start(
  name: string,
  code: string,
  embedder = noModel,
  reading: Reading | null = null,
): Promise<AnsweringThread> {
  const file = path.join(scratch, `${name}.mjs`);
  await writeFile(
    file,
    `${CHANNEL_IMPORTS}
     import { workerData } from 'node:worker_threads';
     const calls = [];
     const starter = openChannel(starterPort(), { article: async (id) => { ${code} } });`,
  );
  return new AnsweringThread(pathToFileURL(file), embedder, reading);
}

test('a thread that stops rejects the calls under way and later ones, saying how it ended', async () => {
  const thread = await start('exits', 'process.exit(3);');
  const expected = new ThreadEnded('The thread that answers stopped (exit code 3).');
  await expect(Promise.allSettled([ask(thread), ask(thread)])).resolves.toEqual([
    { status: 'rejected', reason: expected },
    { status: 'rejected', reason: expected },
  ]);
  await expect(ask(thread)).rejects.toEqual(expected);
  await expect(thread.ended).resolves.toEqual(expected);
  expect(thread.load).toBe(0);
});

test('a thread that throws outside of a call says what, with the error for the log', async () => {
  const thread = await start(
    'throws',
    `setImmediate(() => { throw new RangeError('too much'); }); await new Promise(() => undefined);`,
  );
  await expect(ask(thread)).rejects.toMatchObject({
    name: 'ThreadEnded',
    message: 'The thread that answers stopped (too much).',
    cause: { name: 'RangeError', message: 'too much' },
  });
});

test('a thread that cannot even start', async () => {
  const thread = new AnsweringThread(pathToFileURL(path.join(scratch, 'nowhere.mjs')), noModel);
  await expect(ask(thread)).rejects.toThrow('nowhere.mjs');
});

test('replies reach the call they belong to, in whatever order they come', async () => {
  const thread = await start(
    'swaps',
    `return await new Promise((resolve) => {
       calls.unshift(() => resolve(id));
       if (calls.length === 2) for (const reply of calls) reply();
     });`,
  );
  const calls = [ask(thread, 'a'), ask(thread, 'b')];
  expect(thread.load).toBe(2);
  await expect(Promise.all(calls)).resolves.toEqual(['a', 'b']);
  expect(thread.load).toBe(0);
  await thread.close();
});

const EMBEDS = 'return await starter.embedQueries([id]);';

test('a thread is given the vectors that it asks for', async () => {
  const thread = await start('embeds', EMBEDS, {
    embedQueries: (texts) => Promise.resolve(texts.map((text) => Float32Array.of(text.length, 0.5))),
  });
  await expect(ask(thread, 'four')).resolves.toEqual([Float32Array.of(4, 0.5)]);
  await thread.close();
});

test('what the embedder throws comes back with its code, its hint and where it was thrown', async () => {
  const gone = new UserError('model-broken', 'The model is gone.', 'Start the program again.');
  const thread = await start('embed-fails', EMBEDS, { embedQueries: () => Promise.reject(gone) });
  const thrown = await ask(thread).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(UserError);
  expect(thrown).toMatchObject({
    code: gone.code,
    hint: gone.hint,
    message: gone.message,
    stack: gone.stack,
  });
  await thread.close();
});

test('a thread is given the readings that it asks for, and knows whether it may ask', async () => {
  const code = [
    'reads',
    `if (workerData.reading === null) return 'none to ask';
     return await starter.read('ai', [{ title: '', text: id }], workerData.reading.mostPassages);`,
    noModel,
  ] as const;
  const reading = (read: Reader['read']): Reading => ({
    reader: { read },
    answerability: SURE_OF_ALL,
    mostPassages: 7,
  });
  const thread = await start(
    ...code,
    reading((question, [passage], withinMs) => {
      const margins = [question.length, passage?.text.length ?? 0, withinMs];
      return Promise.resolve([{ spans: margins.map((margin) => ({ start: 0, end: 1, margin })), tells: 0 }]);
    }),
  );
  await expect(ask(thread, 'four')).resolves.toMatchObject([
    { spans: [{ margin: 2 }, { margin: 4 }, { margin: 7 }], tells: 0 },
  ]);
  await thread.close();

  const failing = await start(
    ...code,
    reading(() => Promise.reject(new Error('out of memory'))),
  );
  await expect(ask(failing)).rejects.toThrow('out of memory');
  await failing.close();

  const without = await start(...code);
  await expect(ask(without)).resolves.toBe('none to ask');
  await without.close();
});

test('a call that cannot be sent rejects and is not waited for', async () => {
  const thread = await start('idle', 'return null;');
  await expect(ask(thread, (() => '') as unknown as string)).rejects.toThrow('could not be cloned');
  expect(thread.load).toBe(0);
  await thread.close();
});

test('closing ends a thread whatever it is doing; its calls reject', async () => {
  const thread = await start('hangs', 'for (;;);');
  const call = expect(ask(thread)).rejects.toEqual(new ThreadEnded('The thread that answers is closed.'));
  await thread.close();
  await call;
  await expect(thread.ended).resolves.toBeNull();
  await expect(ask(thread)).rejects.toThrow('is closed');
  await thread.close();
});
