import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { leaveLock } from '../../test/support/left-lock.js';
import { CHANNEL_IMPORTS } from '../../test/support/channel-program.js';
import { compiledProgram } from '../../test/support/compiled-program.js';
import { BROKEN, INVENTED } from '../../test/support/invented-articles.js';
import { programFolders, type ProgramFolders } from '../../test/support/program-folders.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import type { ReindexProgress, ReindexSummary } from '../index/reindex-parts.js';
import { parseSettings, type Settings } from '../config/settings.js';
import { Program } from '../lib/channel.js';
import { ReindexRunner, runReindex, type ReindexFunctions, type ReindexListener } from './reindex-runner.js';

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
    await leaveLock(indexDir, { pid: process.ppid, host: hostname(), since: '2031-03-05', token: 'another' });
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

test('an index that several machines may share is only written where the settings say so', async () => {
  const url = 'postgres://u:p@127.0.0.1:9/shared';
  const refused = { code: 'index-read-only', hint: expect.stringContaining('REINDEX=on') as string };
  await expect(runReindex(parseSettings({ INDEX_URL: url }), ignore)).rejects.toMatchObject(refused);
  const { settings } = await programFolders(ARTICLES);
  const folder = parseSettings({ ...settings, REINDEX: 'off' });
  await expect(runReindex(folder, ignore)).rejects.toMatchObject(refused);
});

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
  /** The process as {@link runReindex} starts it, in the hands of the test, once it embeds. */
  async function startedProcess(settings: Settings): Promise<ChildProcess> {
    const heard = new EventEmitter();
    const listener: ReindexListener = { tellProgress: ({ phase }) => heard.emit(phase) };
    const [, file] = compiledProgram('src/operations/reindex-process.ts');
    const started = new Program<ReindexFunctions>(pathToFileURL(file), listener, {
      stopped: (how) => new Error(how),
    });
    onTestFinished(() => void started.child.kill('SIGKILL'));
    const embedding = once(heard, 'embedding');
    started.call((remote) => remote.reindex(settings)).catch(() => undefined);
    await embedding;
    return started.child;
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
      `${CHANNEL_IMPORTS}
       const starter = openChannel(starterPort(), {
         stop: () => undefined,
         async reindex() {
           await starter.tellProgress.asEvent({});
           await new Promise(() => undefined);
         },
       });`,
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
      `${CHANNEL_IMPORTS}
       openChannel(starterPort(), {
         reindex(settings) {
           console.error('token', settings.discordToken);
           process.exit(3);
         },
       });`,
    );
    const settings = parseSettings({ DISCORD_TOKEN: 'the.secret.token' });
    await expect(runReindex(settings, ignore, { program: telling })).rejects.toMatchObject({
      cause: new Error('token null'),
    });
  });
});

const SUMMARY = { added: 1, failed: 0 } as ReindexSummary;
const HALF: ReindexProgress = { phase: 'reading', done: 1, total: 2 };

/** A runner whose runs end when the test says so. */
function scriptedRunner() {
  const runs: {
    readonly onProgress: (progress: ReindexProgress) => void;
    readonly end: (summary: ReindexSummary) => void;
    readonly fail: (error: unknown) => void;
  }[] = [];
  const run: typeof runReindex = (_, onProgress, options) =>
    new Promise((end, fail) => {
      const signal = options?.signal;
      signal?.addEventListener('abort', () => {
        fail(signal.reason as Error);
      });
      runs.push({ onProgress, end, fail });
    });
  const clock = { now: new Date('2031-03-05T08:00:00Z') };
  return { runner: new ReindexRunner(parseSettings({}), run, () => clock.now), runs, clock };
}

test('who begins a run hears of its progress and its end', async () => {
  const { runner, runs, clock } = scriptedRunner();
  const heard: ReindexProgress[] = [];
  const { run, isNew } = runner.start((progress) => heard.push(progress));
  expect({ isNew, startedAt: run.startedAt }).toEqual({ isNew: true, startedAt: clock.now });
  expect(runner.current).toBe(run);
  runs[0]?.onProgress(HALF);
  runs[0]?.end(SUMMARY);
  await expect(run.summary).resolves.toBe(SUMMARY);
  expect(heard).toEqual([HALF]);
  expect(runner.current).toBeNull();
});

test('who comes second gets the run under way, with when it began', () => {
  const { runner, runs, clock } = scriptedRunner();
  const first = runner.start(ignore);
  const begun = clock.now;
  clock.now = new Date('2031-03-05T08:05:00Z');
  const second = runner.start(ignore);
  expect(second).toEqual({ run: first.run, isNew: false });
  expect(second.run.startedAt).toBe(begun);
  expect(runs).toHaveLength(1);
});

test.each([
  [
    'ended',
    (run: { end: (summary: ReindexSummary) => void }) => {
      run.end(SUMMARY);
    },
  ],
  [
    'failed',
    (run: { fail: (error: unknown) => void }) => {
      run.fail(new Error('no memory'));
    },
  ],
] as const)('a run that has %s makes room for the next', async (_, finish) => {
  const { runner, runs } = scriptedRunner();
  const first = runner.start(ignore);
  if (runs[0]) finish(runs[0]);
  await Promise.allSettled([first.run.summary]);
  const second = runner.start(ignore);
  expect(second.isNew).toBe(true);
  expect(runs).toHaveLength(2);
});

test('a stop waits for the end of the run under way, which rejects', async () => {
  const { runner } = scriptedRunner();
  const { run } = runner.start(ignore);
  const rejection = expect(run.summary).rejects.toThrow('The reindex was stopped.');
  await runner.stop();
  expect(runner.current).toBeNull();
  await rejection;
});

test('with no run under way there is nothing to stop', async () => {
  const { runner } = scriptedRunner();
  await runner.stop();
  expect(runner.current).toBeNull();
});
