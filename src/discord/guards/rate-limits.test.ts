import { describe, expect, test } from 'vitest';
import { Cooldown, Shares } from './rate-limits.js';

function cooldownAt(seconds: number): { cooldown: Cooldown; clock: { now: number } } {
  const clock = { now: 50_000 };
  return { cooldown: new Cooldown(seconds, () => clock.now), clock };
}

describe('between two questions', () => {
  test('a person waits, and learns how many seconds', () => {
    const { cooldown, clock } = cooldownAt(10);
    expect(cooldown.take('a', 'question')).toBe(0);
    expect(cooldown.take('a', 'question')).toBe(10);
    clock.now += 8999;
    expect(cooldown.take('a', 'question')).toBe(2);
    clock.now += 1000;
    expect(cooldown.take('a', 'question')).toBe(1);
    clock.now += 1;
    expect(cooldown.take('a', 'question')).toBe(0);
    expect(cooldown.take('a', 'question')).toBe(10);
  });

  test('asking too early does not lengthen the wait', () => {
    const { cooldown, clock } = cooldownAt(3);
    cooldown.take('a', 'question');
    for (let second = 0; second < 3; second++) {
      expect(cooldown.take('a', 'question')).toBe(3 - second);
      clock.now += 1000;
    }
    expect(cooldown.take('a', 'question')).toBe(0);
  });

  test('other people need not wait', () => {
    const { cooldown } = cooldownAt(10);
    expect([cooldown.take('a', 'question'), cooldown.take('b', 'question')]).toEqual([0, 0]);
  });

  test('a look at more of an answer has a wait of its own', () => {
    const { cooldown } = cooldownAt(10);
    expect([cooldown.take('a', 'question'), cooldown.take('a', 'look'), cooldown.take('a', 'look')]).toEqual([
      0, 0, 10,
    ]);
  });

  test('nobody waits when it is 0', () => {
    const { cooldown } = cooldownAt(0);
    expect([cooldown.take('a', 'question'), cooldown.take('a', 'question')]).toEqual([0, 0]);
  });
});

test('of a crowd the oldest are forgotten, and nobody else', () => {
  const { cooldown } = cooldownAt(10);
  for (let person = 0; person <= 10_000; person++) cooldown.take(`person ${person}`, 'question');
  expect(cooldown.take('person 1', 'question')).toBe(10);
  expect(cooldown.take('person 10000', 'question')).toBe(10);
  expect(cooldown.take('person 0', 'question')).toBe(0);
});

test('a person has a share of what waits, and gets it back', () => {
  const shares = new Shares();
  const leave = Array.from({ length: 5 }, () => shares.enter('a'));
  expect([shares.isFull('a'), shares.isFull('b')]).toEqual([true, false]);
  leave[0]?.();
  expect(shares.isFull('a')).toBe(false);
});
