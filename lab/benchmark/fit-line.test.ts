import { expect, test } from 'vitest';
import { excessOverLine, fitLine } from './fit-line.js';

const SIZES = [1000, 2000, 4000, 8000];

test('points of a line are fitted by it', () => {
  const { slope, intercept, r2, largestDeviation } = fitLine(SIZES.map((x) => ({ x, y: 3 + 0.5 * x })));
  expect(slope).toBeCloseTo(0.5);
  expect(intercept).toBeCloseTo(3);
  expect(r2).toBeCloseTo(1);
  expect(largestDeviation).toBeCloseTo(0);
});

test('a point off the line is told of', () => {
  const points = [0, 10, 0, 10].map((y, x) => ({ x, y }));
  const { slope, intercept, r2, largestDeviation } = fitLine(points);
  expect(slope).toBeCloseTo(2);
  expect(intercept).toBeCloseTo(2);
  expect(r2).toBeCloseTo(0.2);
  expect(largestDeviation).toBeCloseTo(0.6);
});

test('equal costs lie on a level line', () => {
  expect(fitLine(SIZES.map((x) => ({ x, y: 4 })))).toEqual({
    slope: 0,
    intercept: 4,
    r2: 1,
    largestDeviation: 0,
  });
});

test('what grows like a square ends above the line, what grows like a root below', () => {
  expect(excessOverLine(SIZES.map((x) => ({ x, y: 5 + 2 * x })))).toBeCloseTo(0);
  expect(excessOverLine(SIZES.map((x) => ({ x, y: x ** 2 })))).toBeGreaterThan(0.5);
  expect(excessOverLine(SIZES.map((x) => ({ x, y: Math.sqrt(x) })))).toBeLessThan(-0.05);
});
