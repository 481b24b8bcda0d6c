import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { InFlightTasks, Ratings, RecentTimes, SentReplies } from './bot-context.js';

describe('InFlightTasks', () => {
  const fail = (error: unknown) => {
    throw error;
  };

  it('hands on what one rejects with, and has it behind itself', async () => {
    const heard: unknown[] = [];
    const tasks = new InFlightTasks((error) => heard.push(error));
    tasks.add(Promise.reject(new Error('odd event')));
    expect(await tasks.close(new Promise(() => undefined))).toBe(0);
    expect(heard).toEqual([new Error('odd event')]);
  });

  it('waits for what has begun', async () => {
    const tasks = new InFlightTasks(fail);
    const gate = new EventEmitter();
    tasks.add(once(gate, 'open').then(() => undefined));
    const closed = tasks.close(new Promise(() => undefined));
    expect(tasks).toMatchObject({ isClosed: true, size: 1 });
    gate.emit('open');
    expect(await closed).toBe(0);
  });

  it('waits no longer than the deadline and tells what is left', async () => {
    const tasks = new InFlightTasks(fail);
    tasks.add(new Promise(() => undefined));
    tasks.add(Promise.resolve());
    expect(await tasks.close(new Promise((resolve) => setImmediate(resolve)))).toBe(1);
  });
});

describe('Ratings', () => {
  const kept = () => Promise.resolve('kept' as const);

  it('keep one once, unless its person changes their mind', async () => {
    const ratings = new Ratings();
    const added: string[] = [];
    const rate = (user: string, good: boolean) =>
      ratings.keep('message', user, good, () => {
        added.push(`${user} ${good}`);
        return kept();
      });
    for (const [user, good] of [
      ['an', true],
      ['an', true],
      ['binh', true],
      ['an', false],
    ] as const) {
      expect(await rate(user, good)).toBe('kept');
    }
    expect(added).toEqual(['an true', 'binh true', 'an false']);
    expect(ratings.isChange('message', 'an', true)).toBe(true);
    expect(ratings.isChange('message', 'an', false)).toBe(false);
    expect(ratings.isChange('other', 'an', true)).toBe(false);
  });

  it('say of one pressed twice in a hurry what becomes of it both times, and take it anew when it was lost', async () => {
    const ratings = new Ratings();
    let lose: (outcome: 'rating-lost') => void = () => undefined;
    const lost = new Promise<'rating-lost'>((resolve) => {
      lose = resolve;
    });
    const both = [1, 2].map(() => ratings.keep('message', 'an', true, () => lost));
    lose('rating-lost');
    expect(await Promise.all(both)).toEqual(['rating-lost', 'rating-lost']);
    expect(await ratings.keep('message', 'an', true, kept)).toBe('kept');
    // Nor does a change that was lost make the one before it new.
    expect(await ratings.keep('message', 'an', false, () => Promise.resolve('rating-lost'))).toBe(
      'rating-lost',
    );
    expect(await ratings.keep('message', 'an', true, () => Promise.reject(new Error('asked again')))).toBe(
      'kept',
    );
  });
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
    const times = new RecentTimes();
    expect(times.median()).toBeNull();
    for (const ms of [1_000, 5, 30, 10]) times.add(ms);
    expect(times.median()).toBe(30);
    for (let at = 0; at < 99; at++) times.add(at < 49 ? 1 : 10);
    expect(times.median()).toBe(10);
    for (let at = 0; at < 100; at++) times.add(7);
    expect(times.median()).toBe(7);
  });
});
