import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { areShardsFresh, shardHealthFile } from './shard-health.js';

const HOUR = 3_600_000;

test('the bot is well while each of its shards is', async () => {
  const file = path.join(await temporaryFolder(), 'health');
  await writeFile(shardHealthFile(file, 0), 'now');
  expect(areShardsFresh(file, 1)).toBe(true);
  expect(areShardsFresh(file, 2)).toBe(false);
  await writeFile(shardHealthFile(file, 1), 'now');
  expect(areShardsFresh(file, 2)).toBe(true);
  expect(areShardsFresh(file, 2, Date.now() + HOUR)).toBe(false);
});
