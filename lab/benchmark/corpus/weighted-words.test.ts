import { expect, test } from 'vitest';
import { randomFrom } from '../../chance/random.js';
import { WeightedWords } from './weighted-words.js';

const words = new WeightedWords([
  { word: 'và', weight: 70 },
  { word: 'của', weight: 29 },
  { word: 'gờm', weight: 1 },
]);

test('a word is drawn as often as its weight has it', () => {
  const random = randomFrom(3);
  const drawn = Array.from({ length: 10_000 }, () => words.draw(random));
  const share = (word: string) => drawn.filter((each) => each === word).length / drawn.length;
  expect(share('và')).toBeCloseTo(0.7, 1);
  expect(share('của')).toBeCloseTo(0.29, 1);
  expect(share('gờm')).toBeGreaterThan(0.005);
  expect(share('gờm')).toBeLessThan(0.02);
});

test('a weight ends where the next begins', () => {
  expect([0, 0.699, 0.7, 0.989, 0.99, 0.9999].map((point) => words.draw(() => point))).toEqual([
    'và',
    'và',
    'của',
    'của',
    'gờm',
    'gờm',
  ]);
});
