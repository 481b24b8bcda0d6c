import { expect, test } from 'vitest';
import { readShard, shardOf } from './shard.js';

test('guilds are parted by the time of their ids, direct messages come to the first shard', () => {
  const guilds = [0n, 1n, 2n, 3n].map((time) => String((time << 22n) | 4_194_303n));
  expect(guilds.map((id) => shardOf(id, 3))).toEqual([0, 1, 2, 0]);
  expect(shardOf(null, 3)).toBe(0);
});

test.each([
  [undefined, [0, 1]],
  [
    [2, 3],
    [2, 3],
  ],
  [[3, 3], null],
  [[-1, 3], null],
  [[0.5, 3], null],
  [[0], null],
  ['0', null],
])('a client that identifies with %j', (given, shard) => {
  expect(readShard(given)).toEqual(shard);
});
