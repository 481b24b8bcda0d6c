import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { CHANNEL_IMPORTS } from '../../test/support/channel-program.js';
import { compiledProgram } from '../../test/support/compiled-program.js';
import { openChannel, Program, workerPort } from './channel.js';
import { UserError } from './errors.js';

interface Functions {
  twice(value: number): number;
  fail(): void;
  failForPerson(): void;
  ask(name: string): string;
  echo(value: unknown): unknown;
}

/** A program that speaks by the compiled channel. */
const SPEAKS = `${CHANNEL_IMPORTS}
const starter = openChannel(starterPort(), {
  twice: (value) => 2 * value,
  fail: () => { throw new Error('no memory'); },
  failForPerson: () => { throw new UserError('usage', 'It is wrong.', 'Mend it.'); },
  ask: async (name) => \`heard \${await starter.nameOf(name)}\`,
  echo: (value) => value,
});
`;

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'channel-'));
});
afterAll(() => rm(scratch, { recursive: true }));

async function written(name: string, code: string): Promise<URL> {
  const file = path.join(scratch, `${name}.mjs`);
  await writeFile(file, code);
  return pathToFileURL(file);
}

const own = { nameOf: (name: string) => name.toUpperCase() };
const stopped = (how: string, lastWords: Error | undefined) =>
  new Error(`stopped (${how})`, lastWords && { cause: lastWords });

async function program(name: string, code: string): Promise<Program<Functions>> {
  const started = new Program<Functions>(await written(name, code), own, { stopped });
  onTestFinished(() => started.kill());
  return started;
}

describe('a channel', () => {
  const channels = [
    [
      'to a thread',
      async () => {
        const worker = new Worker(await written('speaks', SPEAKS));
        onTestFinished(async () => {
          await worker.terminate();
        });
        return openChannel<Functions, typeof own>(workerPort(worker), own);
      },
    ],
    [
      'to a process',
      async () => {
        const started = await program('speaks', SPEAKS);
        const call =
          (name: keyof Functions) =>
          (...args: unknown[]) =>
            started.call((remote) => remote[name](...(args as [never])));
        return {
          twice: call('twice'),
          fail: call('fail'),
          failForPerson: call('failForPerson'),
          ask: call('ask'),
          echo: call('echo'),
        };
      },
    ],
  ] as const;

  test.each(channels)('%s carries calls and what comes of them, either way', async (_, open) => {
    const remote = await open();
    const twice = await Promise.all([1, 2, 3].map((value) => remote.twice(value)));
    expect(twice).toEqual([2, 4, 6]);
    await expect(remote.ask('an')).resolves.toBe('heard AN');
    const vectors = { vectors: Float32Array.of(1, 2), none: undefined, nothing: null };
    await expect(remote.echo(vectors)).resolves.toEqual(vectors);
  });

  test.each(channels)('%s carries errors with their class, hint and stack', async (_, open) => {
    const remote = await open();
    await expect(remote.fail()).rejects.toMatchObject({
      message: 'no memory',
      stack: expect.stringContaining('speaks.mjs') as string,
    });
    const thrown = await Promise.resolve(remote.failForPerson()).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toMatchObject({ code: 'usage', message: 'It is wrong.', hint: 'Mend it.' });
  });

  test('rejects what cannot be sent', async () => {
    const worker = new Worker(await written('speaks', SPEAKS));
    onTestFinished(async () => {
      await worker.terminate();
    });
    const remote = openChannel<Functions, typeof own>(workerPort(worker), own);
    await expect(remote.echo(() => 1)).rejects.toThrow('could not be cloned');
  });
});

describe('a program that stops', () => {
  test('rejects the call under way and the later ones, saying how it ended and its last words', async () => {
    const dying = await program(
      'dies',
      `process.on('message', () => { console.error('no memory'); process.exit(3); });`,
    );
    const expected = { message: 'stopped (exit code 3)', cause: new Error('no memory') };
    await expect(dying.call((remote) => remote.twice(1))).rejects.toMatchObject(expected);
    await expect(dying.call((remote) => remote.twice(1))).rejects.toMatchObject(expected);
    await expect(dying.ended).resolves.toMatchObject(expected);
  });

  test('says by what it was killed', async () => {
    const killed = await program(
      'killed',
      `process.on('message', () => process.kill(process.pid, 'SIGKILL'));`,
    );
    await expect(killed.call((remote) => remote.twice(1))).rejects.toThrow('stopped (SIGKILL)');
  });

  test('or cannot even start', async () => {
    const never = await program('never', `throw new Error('no such library');`);
    await expect(never.call((remote) => remote.twice(1))).rejects.toMatchObject({
      message: 'stopped (exit code 1)',
      cause: { message: expect.stringContaining('no such library') as string },
    });
  });

  test('because it is told to rejects with the reason given', async () => {
    const silent = await program('silent', `process.on('message', () => undefined);`);
    const call = expect(silent.call((remote) => remote.twice(1))).rejects.toThrow('It is closed.');
    silent.close(new Error('It is closed.'));
    await silent.kill();
    await call;
    await expect(silent.call((remote) => remote.twice(1))).rejects.toThrow('It is closed.');
  });
});

test('a program keeps its starter alive only while it is called', async () => {
  const { href } = pathToFileURL(compiledProgram('src/lib/channel.ts')[1]);
  const starter = await written(
    'starter',
    `import { Program } from ${JSON.stringify(href)};
     const started = new Program(new URL('./speaks.mjs', import.meta.url), {}, { stopped: () => new Error('stopped') });
     console.log(await started.call((remote) => remote.twice(21)));
     process.on('exit', () => started.child.kill('SIGKILL'));`,
  );
  await written('speaks', SPEAKS);
  const worker = new Worker(starter, { stdout: true });
  const output = once(worker.stdout, 'data');
  const [text, code] = (await Promise.all([output, once(worker, 'exit')])).flat() as [Buffer, number];
  expect(String(text)).toBe('42\n');
  expect(code).toBe(0);
});
