import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PairTable } from './pair-table.js';

test('every pair added is found with its own terms, however many there are, and no other', () => {
  // Few syllables, so that most pairs share one; more pairs than the table begins with room for.
  const pairsArbitrary = fc.uniqueArray(fc.tuple(fc.nat(40), fc.nat(40)), {
    selector: ([left, right]) => `${left} ${right}`,
    minLength: 600,
    maxLength: 1200,
  });
  fc.assert(
    fc.property(pairsArbitrary, ([absent, ...pairs]) => {
      const table = new PairTable();
      const termsAt = (place: number) =>
        place < 0 ? null : [table.accentedAt(place), table.foldedAt(place)];
      const before = pairs.map(([left, right]) => termsAt(table.find(left, right)));
      const added = pairs.map(([left, right], at) => termsAt(table.add(left, right, at, at + 1)));
      const after = pairs.map(([left, right]) => termsAt(table.find(left, right)));
      const terms = pairs.map((_, at) => [at, at + 1]);
      expect({ before, added, after }).toEqual({ before: pairs.map(() => null), added: terms, after: terms });
      expect(absent && table.find(...absent)).toBe(-1);
    }),
    { numRuns: 20 },
  );
});
