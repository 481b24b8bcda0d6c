import { expect, test } from 'vitest';
import { judgeSpace } from './judge-space.js';

const MB = 1_000_000;

test.each([
  [1000 * MB, 100 * MB, 'well space-enough'],
  [201 * MB, 100 * MB, 'well space-enough'],
  [200 * MB, 100 * MB, 'warning space-scarce'],
  [101 * MB, 100 * MB, 'warning space-scarce'],
  [100 * MB, 100 * MB, 'broken space-too-little'],
  [1 * MB, 0, 'well space-enough'],
  [0, 0, 'broken space-too-little'],
])('%d bytes free beside a generation of %d: %s', (free, generation, expected) => {
  const { level, code } = judgeSpace(free, generation);
  expect(`${level} ${code}`).toBe(expected);
});
