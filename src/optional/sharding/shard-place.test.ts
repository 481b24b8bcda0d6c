import { expect, test } from 'vitest';
import { ONLY_SHARD, shardArguments, shardPlaceOf } from './shard-place.js';

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
