import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PairTable } from './pair-table.js';

test('every pair added is found with its own term, however many there are, and no other', () => {
  // Few syllables, so that most pairs share one; more pairs than the table begins with room for.
  const pairsArbitrary = fc.uniqueArray(fc.tuple(fc.nat(40), fc.nat(40)), {
    selector: ([left, right]) => `${left} ${right}`,
    minLength: 600,
    maxLength: 1200,
  });
  fc.assert(
    fc.property(pairsArbitrary, ([absent, ...pairs]) => {
      const table = new PairTable();
      const before = pairs.map(([left, right]) => table.find(left, right));
      for (const [at, [left, right]] of pairs.entries()) table.add(left, right, at);
      const after = pairs.map(([left, right]) => table.find(left, right));
      expect({ before, after }).toEqual({ before: pairs.map(() => -1), after: [...pairs.keys()] });
      expect(absent && table.find(...absent)).toBe(-1);
    }),
    { numRuns: 20 },
  );
});
