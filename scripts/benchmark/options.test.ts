import { expect, test } from 'vitest';
import { parseOptions } from './options.js';

test('what is measured unless told otherwise', () => {
  expect(parseOptions([])).toEqual({ sizes: [100, 10_000], runs: 3, json: false, python: 'python3' });
  expect(parseOptions(['--all']).sizes).toEqual([100, 10_000, 100_000]);
});

test('a size replaces the usual ones', () => {
  expect(parseOptions(['--size', '60', '--runs', '1', '--json', '--python', '/venv/python'])).toEqual({
    sizes: [60],
    runs: 1,
    json: true,
    python: '/venv/python',
  });
});

test.each([
  ['--size', '39'],
  ['--size', '1e3'],
  ['--size', ''],
  ['--runs', '0'],
  ['--runs', '1.5'],
])('%s %s is refused', (option, value) => {
  expect(() => parseOptions([option, value])).toThrow(`${option}: expected a whole number`);
});

test('an option that there is not is refused', () => {
  expect(() => parseOptions(['--sizes', '60'])).toThrow('--sizes');
});
