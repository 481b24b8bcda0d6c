import { EventEmitter, once } from 'node:events';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import fc from 'fast-check';
import { type ErrorCode, UserError } from '../lib/errors.js';
import type { ReindexSummary } from '../index/reindex-parts.js';
import {
  afterChange,
  afterFailure,
  afterStart,
  afterSuccess,
  firstSchedule,
  type FolderEvents,
  followArticles,
  LONGEST_RETRY_MS,
  LONGEST_WAIT_MS,
  QUIET_MS,
  RETRY_MS,
  type WatchSchedule,
} from './follow-articles.js';

/** Milliseconds to the next look at the folder, where no run is due. */
const LOOK = 10_000;

const failure = (code: ErrorCode) => new UserError(code, `It is ${code}.`, 'Mend it.');

/** Following with a clock, a folder and runs that are in the hands of the test. */
class Scene extends EventEmitter {
  time = 0;
  /** What the next runs do, in turn; those after them succeed. */
  readonly outcomes: (Error | (() => void))[] = [];
  /** Every run, with its time, and all that was told. */
  readonly log: string[] = [];
  /** Each watch begun, oldest first. */
  readonly watches: { readonly events: FolderEvents; isSound: boolean; isClosed: boolean }[] = [];
  /** Whether a folder watched anew is sound. */
  isThere = true;
  readonly stop = new AbortController();
  readonly following: Promise<void>;
  /** Milliseconds being waited; undefined while something is done. */
  waiting: number | undefined;
  #resume: () => void = () => undefined;

  constructor(...outcomes: (Error | (() => void))[]) {
    super();
    this.outcomes.push(...outcomes);
    this.following = followArticles(
      {
        reindex: () => this.#run(),
        watch: (events) => {
          const watching = { events, isSound: this.isThere, isClosed: false };
          this.watches.push(watching);
          return Promise.resolve({
            isSound: () => Promise.resolve(watching.isSound),
            close: () => {
              watching.isClosed = true;
              return Promise.resolve();
            },
          });
        },
        onReindexed: () => this.log.push('reindexed'),
        onFailed: (error) => this.log.push(error instanceof UserError ? error.code : String(error)),
        now: () => this.time,
        wait: (ms, signal) => this.#wait(ms, signal),
      },
      this.stop.signal,
    );
    onTestFinished(async () => {
      this.stop.abort();
      await Promise.allSettled([this.following]);
      expect(this.watches.every(({ isClosed }) => isClosed)).toBe(true);
    });
  }

  /** Waits until nothing is left to do before time passes or something changes. */
  async idle(): Promise<number> {
    if (this.waiting === undefined) await once(this, 'waiting');
    return this.waiting ?? NaN;
  }

  /** Lets time pass, with all that comes due in it. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; ;) {
      const waited = await this.idle();
      const passed = Math.min(waited, left);
      this.time += passed;
      left -= passed;
      this.#end();
      if (left === 0) break;
    }
    await this.idle();
  }

  /** A file changes. */
  async change(): Promise<void> {
    await this.idle();
    this.watches.at(-1)?.events.onChange('bai.md');
    await this.idle();
  }

  #run(): Promise<ReindexSummary> {
    this.log.push(`run at ${this.time}`);
    const outcome = this.outcomes.shift();
    if (outcome instanceof Error) return Promise.reject(outcome);
    outcome?.();
    return Promise.resolve({} as ReindexSummary);
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#resume = resolve;
      signal.addEventListener('abort', () => {
        this.#end();
      });
      this.waiting = ms;
      this.emit('waiting');
    });
  }

  #end(): void {
    this.waiting = undefined;
    this.#resume();
  }
}

test('a run comes first, and one after each change once the files are still', async () => {
  const scene = new Scene();
  expect(await scene.idle()).toBe(LOOK);
  await scene.pass(5_000);
  expect(scene.log).toEqual(['run at 0', 'reindexed']);

  await scene.change();
  await scene.pass(QUIET_MS - 1);
  await scene.change();
  await scene.pass(QUIET_MS - 1);
  expect(scene.log).toHaveLength(2);
  await scene.pass(1);
  expect(scene.log.slice(2)).toEqual([`run at ${5_000 + 2 * QUIET_MS - 1}`, 'reindexed']);
  expect(await scene.idle()).toBe(LOOK);
});

test('what changes during a run is taken up by another', async () => {
  const scene: Scene = new Scene(() => {
    scene.watches[0]?.events.onChange('bai.md');
  });
  expect(await scene.idle()).toBe(QUIET_MS);
  await scene.pass(QUIET_MS);
  expect(scene.log).toEqual(['run at 0', 'reindexed', `run at ${QUIET_MS}`, 'reindexed']);
});

test('a run that fails is told once, and tried again until it succeeds', async () => {
  const scene = new Scene(
    failure('index-locked'),
    failure('index-locked'),
    failure('articles-folder-missing'),
  );
  await scene.pass(RETRY_MS);
  await scene.pass(2 * RETRY_MS);
  await scene.pass(4 * RETRY_MS);
  expect(scene.log).toEqual([
    'run at 0',
    'index-locked',
    `run at ${RETRY_MS}`,
    `run at ${3 * RETRY_MS}`,
    'articles-folder-missing',
    `run at ${7 * RETRY_MS}`,
    'reindexed',
  ]);
  expect(await scene.idle()).toBe(LOOK);

  scene.outcomes.push(failure('index-locked'));
  await scene.change();
  await scene.pass(QUIET_MS);
  expect(scene.log.slice(-1)).toEqual(['index-locked']);
});

test.each(['articles-folder-missing', 'index-unwritable', 'index-would-shrink', 'model-broken'] as const)(
  '%s ends it at the first run',
  async (code) => {
    const scene = new Scene(failure(code));
    await expect(scene.following).rejects.toMatchObject({ code });
    expect(scene.log).toEqual(['run at 0']);
  },
);

test('only a model that is gone ends it later', async () => {
  const scene = new Scene();
  await scene.idle();
  scene.outcomes.push(failure('index-unwritable'), new Error('a defect'), failure('model-broken'));
  await scene.change();
  await scene.pass(QUIET_MS);
  await scene.pass(RETRY_MS);
  expect(scene.log.filter((line) => !line.startsWith('run'))).toEqual([
    'reindexed',
    'index-unwritable',
    'Error: a defect',
  ]);
  const ending = expect(scene.following).rejects.toMatchObject({ code: 'model-broken' });
  void scene.pass(2 * RETRY_MS);
  await ending;
});

test('a folder that has gone or been exchanged is watched anew, and looked through once more', async () => {
  const scene = new Scene();
  await scene.idle();
  const [first] = scene.watches;
  if (first !== undefined) first.isSound = false;
  await scene.change();
  await scene.pass(QUIET_MS);
  expect(scene.watches).toHaveLength(2);
  expect(first?.isClosed).toBe(true);
  expect(scene.waiting).toBe(QUIET_MS);
  await scene.pass(QUIET_MS);
  expect(scene.log.filter((line) => line === 'reindexed')).toHaveLength(3);
  expect(await scene.idle()).toBe(LOOK);
});

test('a folder that goes just when a run is over is missed by the next, less and less often', async () => {
  const scene: Scene = new Scene(() => {
    scene.isThere = false;
    const [first] = scene.watches;
    if (first !== undefined) first.isSound = false;
    scene.outcomes.push(failure('articles-folder-missing'), failure('articles-folder-missing'));
  });
  await scene.pass(RETRY_MS);
  await scene.pass(2 * RETRY_MS);
  expect(await scene.idle()).toBe(4 * RETRY_MS);
  scene.isThere = true;
  await scene.pass(4 * RETRY_MS);
  await scene.pass(QUIET_MS);
  expect(scene.log.filter((line) => !line.startsWith('run'))).toEqual([
    'reindexed',
    'articles-folder-missing',
    'reindexed',
    'reindexed',
  ]);
  expect(await scene.idle()).toBe(LOOK);
});

test('a folder that cannot be watched is told once, and looked through less and less often', async () => {
  const scene = new Scene();
  await scene.idle();
  scene.isThere = false;
  const [first] = scene.watches;
  if (first !== undefined) first.isSound = false;
  first?.events.onError(new Error('no more watches'));
  await scene.pass(LOOK);
  scene.watches.at(-1)?.events.onError(new Error('no more watches'));
  for (const wait of [1, 2, 4]) await scene.pass(wait * RETRY_MS);
  const at = [1, 3, 7].map((waits) => `run at ${LOOK + waits * RETRY_MS}`);
  expect(scene.log).toEqual([
    'run at 0',
    'reindexed',
    'Error: no more watches',
    ...at.flatMap((run) => [run, 'reindexed']),
  ]);

  scene.isThere = true;
  await scene.pass(8 * RETRY_MS);
  const runs = scene.log.length;
  await scene.pass(10 * LOOK);
  expect(scene.log).toHaveLength(runs);
});

test('a folder that is exchanged without a word is noticed soon', async () => {
  const scene = new Scene();
  await scene.idle();
  const [first] = scene.watches;
  if (first !== undefined) first.isSound = false;
  await scene.pass(LOOK);
  expect(scene.watches).toHaveLength(2);
  await scene.pass(QUIET_MS);
  expect(scene.log.slice(2)).toEqual([`run at ${LOOK + QUIET_MS}`, 'reindexed']);
});

test('a stop ends it, also while a run is under way', async () => {
  const idle = new Scene();
  await idle.idle();
  idle.stop.abort();
  await idle.following;

  const busy: Scene = new Scene(() => {
    busy.stop.abort();
    throw new Error('stopped');
  });
  await busy.following;
  expect(busy.log).toEqual(['run at 0']);
});

const idle = afterSuccess(afterStart(firstSchedule(0)));

describe('the schedule of a watch', () => {
  it('begins with a run, and then waits for a change', () => {
    expect(firstSchedule(7).due).toBe(7);
    expect(idle).toEqual({ due: null, changedSince: null, failures: 0 });
  });

  it('has a run begin when the files have been still for a while', () => {
    let schedule = afterChange(idle, 100);
    schedule = afterChange(schedule, 100 + QUIET_MS - 1);
    expect(schedule.due).toBe(100 + 2 * QUIET_MS - 1);
  });

  it('does not wait for ever for files that are never still', () => {
    let schedule = idle;
    for (let now = 100; now < 100 + 2 * LONGEST_WAIT_MS; now += QUIET_MS / 2) {
      schedule = afterChange(schedule, now);
    }
    expect(schedule.due).toBe(100 + LONGEST_WAIT_MS);
  });

  it('has another run follow one during which something changed', () => {
    const during = afterChange(afterStart(firstSchedule(0)), 50);
    expect(afterSuccess(during).due).toBe(50 + QUIET_MS);
  });

  it('tries again after a failure, less and less often', () => {
    const waits: number[] = [];
    let schedule = firstSchedule(0);
    for (let count = 0; count < 8; count += 1) {
      schedule = afterFailure(afterStart(schedule), 0);
      waits.push(schedule.due ?? NaN);
    }
    const doubled = [1, 2, 4, 8, 16].map((factor) => factor * RETRY_MS);
    expect(waits).toEqual([...doubled, LONGEST_RETRY_MS, LONGEST_RETRY_MS, LONGEST_RETRY_MS]);
    expect(afterFailure(afterStart(afterSuccess(schedule)), 0).due).toBe(RETRY_MS);
  });

  it('takes up a change before the next try is due', () => {
    let schedule = firstSchedule(0);
    for (let count = 0; count < 8; count += 1) schedule = afterFailure(afterStart(schedule), 0);
    expect(afterChange(schedule, 10).due).toBe(10 + QUIET_MS);
  });

  it('loses no change and no failure, whatever comes in which order', () => {
    type Step = (schedule: WatchSchedule, now: number) => WatchSchedule;
    const steps: readonly Step[] = [afterChange, afterStart, afterSuccess, afterFailure];
    const event = fc.record({ step: fc.constantFrom(...steps), after: fc.nat(5_000) });
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let schedule = firstSchedule(0);
        let now = 0;
        for (const { step, after } of events) {
          now += after;
          schedule = step(schedule, now);
          const isDone = step === afterStart || step === afterSuccess;
          if (!isDone || schedule.changedSince !== null) expect(schedule.due).not.toBeNull();
          const latest = now + Math.max(QUIET_MS, LONGEST_RETRY_MS);
          expect(schedule.due ?? now).toBeLessThanOrEqual(latest);
        }
      }),
    );
  });
});
