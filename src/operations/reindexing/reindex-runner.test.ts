import { expect, test } from 'vitest';
import type { ReindexProgress, ReindexSummary } from '../../index/reindex/reindex-parts.js';
import { parseSettings } from '../../config/settings.js';
import { ReindexRunner } from './reindex-runner.js';
import type { runReindex } from './run-reindex.js';

const SUMMARY = { added: 1, failed: 0 } as ReindexSummary;
const HALF: ReindexProgress = { phase: 'reading', done: 1, total: 2 };
const ignore = () => undefined;

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
