import { expect, test } from 'vitest';
import { respawnDelay } from './shard-fleet.js';

test('grows with every death, up to five minutes', () => {
  const delays = [1, 2, 3, 9, 10, 5_000].map((deaths) => respawnDelay(Array<number>(deaths).fill(0), 1));
  expect(delays).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
});

test('forgets what is an hour ago', () => {
  expect(respawnDelay([0, 1, 2, 3_600_002], 3_600_002)).toBe(1_000);
});
