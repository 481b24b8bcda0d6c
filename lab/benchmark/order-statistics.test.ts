import { expect, test } from 'vitest';
import { median, percentile } from './order-statistics.js';

test('the median is the middle of the sorted values', () => {
  expect(median([9, 1, 10])).toBe(9);
  expect(median([4, 100, 1, 2])).toBe(3);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test('a percentile is one of the values, by the nearest rank', () => {
  const values = Array.from({ length: 200 }, (_, at) => 200 - at);
  expect(percentile(values, 0.99)).toBe(198);
  expect(percentile(values, 1)).toBe(200);
  expect(percentile([3, 1, 2], 0.99)).toBe(3);
  expect(percentile([3, 1, 2], 0)).toBe(1);
  expect(percentile([], 0.5)).toBeNaN();
});
