import { expect, test } from 'vitest';
import { Shares } from './shares.js';

test('a person has a share of what waits, and gets it back', () => {
  const shares = new Shares();
  const leave = Array.from({ length: 5 }, () => shares.enter('a'));
  expect([shares.isFull('a'), shares.isFull('b')]).toEqual([true, false]);
  leave[0]?.();
  expect(shares.isFull('a')).toBe(false);
});
