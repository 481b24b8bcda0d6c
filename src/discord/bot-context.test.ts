import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { InFlightTasks, Ratings, RecentTimes } from './bot-context.js';

describe('InFlightTasks', () => {
  it('waits for what has begun', async () => {
    const tasks = new InFlightTasks();
    const gate = new EventEmitter();
    tasks.add(once(gate, 'open').then(() => undefined));
    const closed = tasks.close(new Promise(() => undefined));
    expect(tasks).toMatchObject({ isClosed: true, size: 1 });
    gate.emit('open');
    expect(await closed).toBe(0);
  });

  it('waits no longer than the deadline and tells what is left', async () => {
    const tasks = new InFlightTasks();
    tasks.add(new Promise(() => undefined));
    tasks.add(Promise.resolve());
    expect(await tasks.close(new Promise((resolve) => setImmediate(resolve)))).toBe(1);
  });
});

it('counts a rating once, unless its person changes their mind', () => {
  const ratings = new Ratings();
  const isNew = (user: string, good: boolean) => {
    const answer = ratings.isNew('message', user, good);
    if (answer) ratings.remember('message', user, good);
    return answer;
  };
  expect([isNew('an', true), isNew('an', true), isNew('binh', true), isNew('an', false)]).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

it('a rating that was not kept is new again', () => {
  const ratings = new Ratings();
  expect([ratings.isNew('message', 'an', true), ratings.isNew('message', 'an', true)]).toEqual([true, true]);
});

describe('RecentTimes', () => {
  it('gives the median of the latest', () => {
    const times = new RecentTimes(3);
    expect(times.median()).toBeNull();
    for (const ms of [1_000, 5, 30, 10]) times.add(ms);
    expect(times.median()).toBe(10);
  });
});
