import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterChange,
  afterFailure,
  afterStart,
  afterSuccess,
  firstSchedule,
  LONGEST_RETRY_MS,
  LONGEST_WAIT_MS,
  QUIET_MS,
  RETRY_MS,
  type WatchSchedule,
} from './watch-schedule.js';

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
