import { expect, it } from 'vitest';
import { drawFrom, integerBelow, randomFrom } from './random.js';

it('gives numbers from 0 to 1 that fill the whole of it, the same for the same seed', () => {
  const random = randomFrom(1);
  const numbers = Array.from({ length: 10_000 }, random);
  const tenths = Array.from(
    { length: 10 },
    (_, at) => numbers.filter((one) => Math.floor(one * 10) === at).length,
  );
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  const again = randomFrom(1);
  expect(numbers.slice(0, 5)).toEqual(Array.from({ length: 5 }, again));
  expect(randomFrom(2)()).not.toBe(numbers[0]);
});

it('draws integers below a limit, and each thing once', () => {
  const random = randomFrom(3);
  const drawn = new Set(Array.from({ length: 200 }, () => integerBelow(random, 5)));
  expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4]);
  expect(drawFrom(random, ['a', 'b', 'c'], 5).sort()).toEqual(['a', 'b', 'c']);
  expect(drawFrom(random, ['a', 'b', 'c'], 2)).toHaveLength(2);
});
