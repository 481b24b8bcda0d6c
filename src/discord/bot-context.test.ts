import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { InFlightTasks, Ratings, RecentTimes, SentReplies } from './bot-context.js';

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
  const isNew = (user: string, good: boolean) => ratings.remember('message', user, good) !== null;
  expect([isNew('an', true), isNew('an', true), isNew('binh', true), isNew('an', false)]).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

it('a rating that was not kept is new again, and the one before it counts', () => {
  const ratings = new Ratings();
  ratings.remember('message', 'an', true)?.();
  expect(ratings.remember('message', 'an', true)).not.toBeNull();
  ratings.remember('message', 'an', false)?.();
  expect(ratings.remember('message', 'an', true)).toBeNull();
  expect(ratings.remember('message', 'an', false)).not.toBeNull();
});

it('what stands below a message is known until the message is deleted', () => {
  const replies = new SentReplies();
  for (const id of ['answer', 'notice']) replies.add('question', id);
  expect(replies.isGone('question')).toBe(false);
  expect(replies.drop('question')).toEqual(['answer', 'notice']);
  expect(replies.isGone('question')).toBe(true);
  expect(replies.drop('question')).toEqual([]);
});

describe('RecentTimes', () => {
  it('gives the median of the latest', () => {
    const times = new RecentTimes(3);
    expect(times.median()).toBeNull();
    for (const ms of [1_000, 5, 30, 10]) times.add(ms);
    expect(times.median()).toBe(10);
  });
});
