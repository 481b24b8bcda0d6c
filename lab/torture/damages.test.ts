import { expect, it } from 'vitest';
import { damages } from './damages.js';
import { randomFrom } from '../chance/random.js';

const BYTES = Buffer.from(Array.from({ length: 2_000 }, (_, at) => at % 251));

it('changes a file in every way but none that leaves it as it was', () => {
  for (const { name, done } of damages(randomFrom(1), 20)) {
    expect(done(BYTES)?.equals(BYTES), name).not.toBe(true);
  }
});

it('leaves the bytes that it was given alone', () => {
  const bytes = Buffer.from(BYTES);
  for (const { done } of damages(randomFrom(2), 5)) done(bytes);
  expect(bytes.equals(BYTES)).toBe(true);
});

it('flips the first bit and the last', () => {
  const flips = damages(randomFrom(3), 0).filter(({ name }) => name.includes('flipped'));
  const changed = flips.map(({ done }) =>
    [...(done(BYTES) ?? [])].findIndex((byte, at) => byte !== BYTES[at]),
  );
  expect(changed).toEqual([0, BYTES.length - 1]);
});

it('draws the same for the same seed', () => {
  const names = (seed: number) => damages(randomFrom(seed), 5).map(({ name }) => name);
  expect(names(4)).toEqual(names(4));
  expect(names(4)).not.toEqual(names(5));
});
