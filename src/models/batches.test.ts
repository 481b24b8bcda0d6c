import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBatches } from './batches.js';

test('like lengths go together, four at most', () => {
  expect(planBatches([10, 300, 11, 310, 12, 13, 14])).toEqual([
    [0, 2, 4, 5],
    [6, 1, 3],
  ]);
});

test('long texts make smaller batches, down to one', () => {
  expect(planBatches([900, 900, 900, 1_500, 99_999])).toEqual([[0, 1], [2], [3], [4]]);
});

test('nothing makes no batch', () => {
  expect(planBatches([])).toEqual([]);
});

test('every text is in exactly one batch, and batches grow longer', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5_000)), (lengths) => {
      const order = planBatches(lengths).flat();
      expect([...order].sort((a, b) => a - b)).toEqual([...lengths.keys()]);
      const inOrder = order.map((position) => lengths[position] ?? NaN);
      expect(inOrder).toEqual([...lengths].sort((a, b) => a - b));
    }),
  );
});
