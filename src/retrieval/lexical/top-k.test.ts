import fc from 'fast-check';
import { expect, test } from 'vitest';
import { topK } from './top-k.js';

test('they are the first of all accepted with a score, sorted by it and then by position', () => {
  const scoresArbitrary = fc.array(fc.constantFrom(0, 0.5, 1, 1.5, 2), { maxLength: 20 });
  fc.assert(
    fc.property(scoresArbitrary, fc.nat(6), fc.nat(4), (scores, limit, refused) => {
      const accept = (position: number) => position % 5 !== refused;
      const expected = scores
        .map((score, position) => ({ position, score }))
        .filter(({ position, score }) => score > 0 && accept(position))
        .sort((a, b) => b.score - a.score || a.position - b.position)
        .slice(0, limit);
      expect(topK(Float64Array.from(scores), limit, accept)).toEqual(expected);
    }),
  );
});
