import { expect, test } from 'vitest';
import { planShards, respawnDelay } from './run-shards.js';

const told = {
  url: 'wss://gateway.example',
  shards: 4,
  session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 16 },
};

test.each([
  [
    'as many as Discord recommends',
    { kind: 'all', count: null },
    { ids: [0, 1, 2, 3], count: 4, atOnce: 16 },
  ],
  ['as many as are set', { kind: 'all', count: 2 }, { ids: [0, 1], count: 2, atOnce: 16 }],
  ['those of this machine', { kind: 'these', ids: [2, 3], count: 8 }, { ids: [2, 3], count: 8, atOnce: 16 }],
] as const)('starts %s', (_, wanted, plan) => {
  expect(planShards(wanted, told)).toEqual(plan);
});

test('leaves those that processes share to npm start', () => {
  expect(() => planShards({ kind: 'share', count: 4 }, told)).toThrow('npm start');
});

test('the wait before a shard is started again grows with every death, up to five minutes', () => {
  const delays = [1, 2, 3, 9, 10, 5_000].map((deaths) => respawnDelay(Array<number>(deaths).fill(0), 1));
  expect(delays).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
});

test('the wait before a shard is started again forgets what is an hour ago', () => {
  expect(respawnDelay([0, 1, 2, 3_600_002], 3_600_002)).toBe(1_000);
});
