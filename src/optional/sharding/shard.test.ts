import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import {
  areShardsFresh,
  ONLY_SHARD,
  shardArguments,
  shardEnvironment,
  shardHealthFile,
  shardPlaceOf,
} from './shard.js';

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
