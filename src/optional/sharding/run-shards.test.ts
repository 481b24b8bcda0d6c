import { expect, test } from 'vitest';
import {
  planShards,
  respawnDelay,
  areShardsFresh,
  shardArguments,
  shardEnvironment,
  shardHealthFile,
  shardPlaceOf,
} from './run-shards.js';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { ONLY_SHARD } from './shard-lease.js';

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

test.each([ONLY_SHARD, { id: 0, count: 3 }, { id: 2, count: 3 }])(
  '%o is read from its own arguments',
  (place) => {
    expect(shardPlaceOf(shardArguments(place))).toEqual(place);
  },
);

test.each([[[]], [['1']], [['3', '3']], [['-1', '3']], [['a', '3']], [['0.5', '3']]])(
  '%j is no place',
  (given) => {
    expect(() => shardPlaceOf(given)).toThrow('start:sharded');
  },
);

const HOUR = 3_600_000;

test('the bot is well while each of its shards is', async () => {
  const file = path.join(await temporaryFolder(), 'health');
  await writeFile(shardHealthFile(file, 0), 'now');
  expect(areShardsFresh(file, [0])).toBe(true);
  expect(areShardsFresh(file, [0, 1])).toBe(false);
  await writeFile(shardHealthFile(file, 1), 'now');
  expect(areShardsFresh(file, [0, 1])).toBe(true);
  expect(areShardsFresh(file, [0, 1], Date.now() + HOUR)).toBe(false);
});

test('each shard has a port and a health file of its own', () => {
  const settings = { healthFile: '/run/bot/health', metricsPort: 9464 };
  expect([0, 1].map((id) => shardEnvironment(settings, id))).toEqual([
    { SHARDS: '', HEALTH_FILE: '/run/bot/health.0', METRICS_PORT: '9464' },
    { SHARDS: '', HEALTH_FILE: '/run/bot/health.1', METRICS_PORT: '9465' },
  ]);
});

test('what is not set stays so, and any free port is one for each', () => {
  expect(shardEnvironment({ healthFile: null, metricsPort: null }, 1)).toEqual({
    SHARDS: '',
    HEALTH_FILE: '',
    METRICS_PORT: '',
  });
  expect(shardEnvironment({ healthFile: null, metricsPort: 0 }, 1).METRICS_PORT).toBe('0');
});
