import { expect, test } from 'vitest';
import { planShards } from './run-shards.js';

const told = {
  url: 'wss://gateway.example',
  shards: 4,
  session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 16 },
};

test.each([
  ['as many as Discord recommends', 'auto', { count: 4, atOnce: 16 }],
  ['as many as are set', 2, { count: 2, atOnce: 16 }],
] as const)('%s', (_, wanted, plan) => {
  expect(planShards(wanted, told)).toEqual(plan);
});
