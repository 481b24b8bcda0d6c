import { expect, test } from 'vitest';
import { planShards, respawnDelay } from './run-shards.js';

const told = {
  url: 'wss://gateway.example',
  shards: 4,
  session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 16 },
};

test.each([
  ['as many as Discord recommends', 'auto', { count: 4, atOnce: 16 }],
  ['as many as are set', 2, { count: 2, atOnce: 16 }],
] as const)('starts %s', (_, wanted, plan) => {
  expect(planShards(wanted, told)).toEqual(plan);
});

test('the wait before a shard is started again grows with every death, up to five minutes', () => {
  const delays = [1, 2, 3, 9, 10, 5_000].map((deaths) => respawnDelay(Array<number>(deaths).fill(0), 1));
  expect(delays).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
});

test('the wait before a shard is started again forgets what is an hour ago', () => {
  expect(respawnDelay([0, 1, 2, 3_600_002], 3_600_002)).toBe(1_000);
});
