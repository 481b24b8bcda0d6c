import { expect, test } from 'vitest';
import { madeVector } from './made-index.js';

test('a vector is of length 1, the same for the same text, and far from that of another', () => {
  const vector = madeVector('một', 512);
  expect(Math.hypot(...vector)).toBeCloseTo(1);
  expect(madeVector('một', 512)).toEqual(vector);
  const other = madeVector('hai', 512);
  expect(Math.abs(vector.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0))).toBeLessThan(0.25);
});
