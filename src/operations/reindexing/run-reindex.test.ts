import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { compiledProgram } from '../../../test/support/compiled-program.js';
import { BROKEN, INVENTED } from '../../../test/support/invented-articles.js';
import { programFolders, type ProgramFolders } from '../../../test/support/program-folders.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import type { ReindexProgress } from '../../index/reindex/reindex-parts.js';
import { parseSettings, type Settings } from '../../config/settings.js';
import type { ReindexRequest } from './protocol.js';
import { runReindex } from './run-reindex.js';

const ARTICLES = { 'tram.md': INVENTED.station, 'cau.md': INVENTED.bridge };
const ignore = () => undefined;

/** An article of so many passages that a test is quicker than its reindex. */
async function largeCorpus(): Promise<ProgramFolders> {
  const paragraphs = Array.from(
    { length: 3000 },
    (_, n) => `Trạm số ${n} của huyện Gò Sim đo được ${n * 7} mm mưa trong tháng ${(n % 12) + 1} vừa qua.`,
  );
  return await programFolders({ 'mua.txt': `Mưa ở Gò Sim\n\n${paragraphs.join('\n\n')}\n` });
}

describe('a reindex in its own process', () => {
  test('publishes an index and tells its progress and what it did', async () => {
    const { settings } = await programFolders({ ...ARTICLES, 'hong.md': BROKEN });
    const heard: ReindexProgress[] = [];
    const summary = await runReindex(parseSettings(settings), (progress) => heard.push(progress));
    expect(summary).toMatchObject({ added: 2, failed: 1, generation: expect.any(String) as string });
    expect(summary.problems.map((problem) => problem.path)).toEqual(['hong.md']);
    expect(heard.at(-1)).toEqual({ phase: 'publishing', done: 1, total: 1 });
    expect(new Set(heard.map(({ phase }) => phase))).toEqual(new Set(['reading', 'embedding', 'publishing']));
  });

  test('says what a person can mend', async () => {
    const { settings } = await programFolders({});
    await expect(runReindex(parseSettings(settings), ignore)).rejects.toMatchObject({
      name: 'UserError',
      code: 'articles-folder-empty',
      message: expect.stringMatching(/\S/u) as string,
      hint: expect.stringMatching(/\S/u) as string,
    });
  });

  test('leaves the index to another process that writes it', async () => {
    const { settings, indexDir } = await programFolders(ARTICLES);
    await mkdir(indexDir);
    const holder = { pid: process.pid, host: hostname(), since: '2031-03-05', token: 'another' };
    await writeFile(path.join(indexDir, 'writer.lock'), JSON.stringify(holder));
    await expect(runReindex(parseSettings(settings), ignore)).rejects.toMatchObject({
      name: 'UserError',
      code: 'index-locked',
    });
  });
});

/** What a stopped run leaves, but for what it has embedded, which the next one takes over. */
async function leftIn(indexDir: string): Promise<string[]> {
  return (await readdir(indexDir)).filter((name) => name !== 'embedding-progress');
}

describe('stopping', () => {
  test('in the middle ends the process, publishes nothing and leaves no lock', async () => {
    const { settings, indexDir } = await largeCorpus();
    const stop = new AbortController();
    const heard: ReindexProgress[] = [];
    const run = runReindex(
      parseSettings(settings),
      (progress) => {
        heard.push(progress);
        if (progress.phase === 'embedding') stop.abort(new Error('leaving'));
      },
      { signal: stop.signal },
    );
    await expect(run).rejects.toThrow('leaving');
    expect(heard.map(({ phase }) => phase)).not.toContain('publishing');
    expect(await leftIn(indexDir)).toEqual([]);
  });

  test('before the process has opened the model ends it too', async () => {
    const { settings, root } = await programFolders(ARTICLES);
    const stop = new AbortController();
    const run = runReindex(parseSettings(settings), ignore, { signal: stop.signal });
    stop.abort(new Error('leaving'));
    await expect(run).rejects.toThrow('leaving');
    expect(await readdir(root)).toEqual(['articles']);
  });

  test('before the start starts nothing', async () => {
    const { settings, root } = await programFolders(ARTICLES);
    const signal = AbortSignal.abort(new Error('left'));
    await expect(runReindex(parseSettings(settings), ignore, { signal })).rejects.toThrow('left');
    expect(await readdir(root)).toEqual(['articles']);
  });
});

describe('the process', () => {
  /** The process as {@link runReindex} starts it, in the hands of the test. */
  async function startedProcess(settings: Settings): Promise<ChildProcess> {
    const [option, file] = compiledProgram('src/operations/reindexing/reindex-process.ts');
    const child = fork(file, {
      execArgv: [option],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.send({ kind: 'start', settings } satisfies ReindexRequest);
    const embedding = (message: unknown) =>
      (message as { progress?: ReindexProgress }).progress?.phase === 'embedding';
    while (!embedding((await once(child, 'message'))[0]));
    return child;
  }

  test('ends by itself when its parent has gone', async () => {
    const { settings, indexDir } = await largeCorpus();
    const child = await startedProcess(parseSettings(settings));
    const exit = once(child, 'exit');
    child.disconnect();
    expect(await exit).toEqual([0, null]);
    expect(await leftIn(indexDir)).toEqual([]);
  });

  test('ends cleanly on SIGTERM', async () => {
    const { settings, indexDir } = await largeCorpus();
    const child = await startedProcess(parseSettings(settings));
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(await leftIn(indexDir)).toEqual([]);
  });
});

describe('a process that goes wrong', () => {
  async function program(code: string): Promise<URL> {
    const file = path.join(await temporaryFolder(), 'program.mjs');
    await writeFile(file, code);
    return pathToFileURL(file);
  }

  test('and dies rejects the run, saying how it ended and its last words', async () => {
    const dying = await program(
      `process.on('message', () => { console.error('no memory'); process.exit(3); });`,
    );
    const run = runReindex(parseSettings({}), ignore, { program: dying });
    await expect(run).rejects.toMatchObject({
      name: 'Error',
      message: 'The process that reindexes stopped (exit code 3).',
      cause: new Error('no memory'),
    });
  });

  test('or is killed, too', async () => {
    const killed = await program(`process.on('message', () => process.kill(process.pid, 'SIGKILL'));`);
    const run = runReindex(parseSettings({}), ignore, { program: killed });
    await expect(run).rejects.toThrow('The process that reindexes stopped (SIGKILL).');
  });

  test('is killed when it does not heed a stop', async () => {
    const deaf = await program(
      `process.on('message', () => process.send({ kind: 'progress', progress: {} }));`,
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const stop = new AbortController();
    const onProgress = () => {
      stop.abort(new Error('leaving'));
      vi.advanceTimersByTime(5_000);
    };
    const run = runReindex(parseSettings({}), onProgress, { program: deaf, signal: stop.signal });
    await expect(run).rejects.toThrow('leaving');
  });

  test('is not told the token', async () => {
    const telling = await program(
      `process.on('message', ({ settings }) => { console.error('token', settings.discordToken); process.exit(3); });`,
    );
    const settings = parseSettings({ DISCORD_TOKEN: 'the.secret.token' });
    await expect(runReindex(settings, ignore, { program: telling })).rejects.toMatchObject({
      cause: new Error('token null'),
    });
  });
});
