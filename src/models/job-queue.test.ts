import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { JobQueue, type Job } from './job-queue.js';

/** A job of so many steps, each told to `onStep` by its number from 1. */
async function* job(steps: number, onStep: (step: number) => void): Job {
  for (let step = 1; step <= steps; step++) {
    onStep(step);
    yield;
    await Promise.resolve();
  }
}

test('urgent jobs come between the steps of a long one; jobs of one kind keep their order', async () => {
  const queue = new JobQueue();
  const steps: string[] = [];
  const noting = (name: string, then?: (step: number) => void) => (step: number) => {
    steps.push(`${name} ${step}`);
    then?.(step);
  };
  await new Promise<void>((finished) => {
    const interrupt = (step: number) => {
      if (step === 2) {
        queue.add(job(2, noting('urgent')), true);
      }
    };
    queue.add(job(3, noting('long', interrupt)), false);
    queue.add(
      job(
        1,
        noting('last', () => {
          finished();
        }),
      ),
      false,
    );
  });
  expect(steps).toEqual(['long 1', 'long 2', 'urgent 1', 'urgent 2', 'long 3', 'last 1']);
});

test('a queue that has run empty takes up work again', async () => {
  const queue = new JobQueue();
  const rounds: number[] = [];
  for (const round of [1, 2]) {
    await new Promise<void>((finished) => {
      const onStep = () => {
        rounds.push(round);
        finished();
      };
      queue.add(job(1, onStep), round === 1);
    });
    // Enough turns of the event loop for the queue to see that nothing is left.
    for (let turn = 0; turn < 5; turn++) {
      await setImmediate();
    }
  }
  expect(rounds).toEqual([1, 2]);
});
