import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { denseWeight, fuse, type FusionFeatures, type Ranked } from './fusion.js';

/** A ranking of `[position, score]` pairs. */
function ranking(...hits: readonly (readonly [number, number])[]): Ranked[] {
  return hits.map(([position, score]) => ({ position, score }));
}

describe('denseWeight', () => {
  const weights = { vi: { sure: 1, unsure: 4 }, en: { sure: 3, unsure: 0 } };
  const features: FusionFeatures = { coverage: 1, spread: 0.5, language: 'vi' };

  test.each<[string, Partial<FusionFeatures>, number]>([
    // Of the dense results 1 × 0.5 beside 1 of the lexical ones.
    ['full coverage', {}, 0.5 / 1.5],
    // (1 + 4 × 0.25) × 0.5
    ['half', { coverage: 0.5 }, 0.5],
    // (1 + 4) × 0.5
    ['no coverage', { coverage: 0 }, 2.5 / 3.5],
    ['less than none', { coverage: -1 }, 2.5 / 3.5],
    ['more than full', { coverage: 2 }, 0.5 / 1.5],
    ['candidates that are all alike', { spread: 0, coverage: 0 }, 0],
    ['the other language', { language: 'en' }, 1.5 / 2.5],
  ])('weighs similarities beside lexical scores: %s', (_, differing, weight) => {
    expect(denseWeight({ ...features, ...differing }, weights)).toBeCloseTo(weight, 10);
  });

  test('trusts the dense results more the less the words of the question are found, and for English questions', () => {
    for (const language of ['vi', 'en'] as const) {
      const shares = [1, 0.7, 0.3, 0].map((coverage) => denseWeight({ ...features, coverage, language }));
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(new Set(shares).size).toBe(4);
    }
    expect(denseWeight({ ...features, language: 'en' })).toBeGreaterThan(denseWeight(features));
  });
});

describe('fuse', () => {
  test('scales both rankings and weights them', () => {
    expect(fuse(ranking([1, 8], [2, 4]), ranking([2, 0.75], [3, 0.25], [4, 0.5]), 0.25)).toEqual([
      { position: 1, lexical: 1, dense: 0, score: 0.75 },
      { position: 2, lexical: 0.5, dense: 1, score: 0.625 },
      { position: 4, lexical: 0, dense: 0.5, score: 0.125 },
      { position: 3, lexical: 0, dense: 0, score: 0 },
    ]);
  });

  test.each([
    ['nothing', [], [], []],
    ['lexical hits alone', ranking([1, 2], [2, 4]), [], [2, 1]],
    ['dense hits alone', [], ranking([1, -0.2], [2, 0.4]), [2, 1]],
  ])('takes %s', (_, lexical, dense, positions) => {
    expect(fuse(lexical, dense, 0.5).map((hit) => hit.position)).toEqual(positions);
  });

  test('gives a single dense hit the full score of its ranking', () => {
    expect(fuse([], ranking([7, 0.1]), 0.5)).toEqual([{ position: 7, lexical: 0, dense: 1, score: 0.5 }]);
  });

  test('takes dense hits of one similarity for equally good', () => {
    expect(fuse([], ranking([2, 0.3], [1, 0.3]), 1).map((hit) => hit.score)).toEqual([1, 1]);
  });

  test('gives lexical hits that score nothing no share', () => {
    expect(fuse(ranking([1, 0]), [], 0)).toEqual([{ position: 1, lexical: 0, dense: 0, score: 0 }]);
  });

  test('keeps the order of positions where scores tie', () => {
    expect(fuse(ranking([9, 1], [3, 1], [5, 1]), [], 0).map((hit) => hit.position)).toEqual([3, 5, 9]);
  });
});

/** A ranking of different positions in any order. */
const rankings = (least: number) =>
  fc.uniqueArray(
    fc.record({
      position: fc.nat(30),
      score: fc.integer({ min: least * 100, max: 100 }).map((n) => n / 100),
    }),
    { selector: (hit) => hit.position },
  );
const weight = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);

/** Positions of a ranking, best first, ties in order of position. */
function ordered(hits: readonly Ranked[]): number[] {
  return [...hits].sort((a, b) => b.score - a.score || a.position - b.position).map((hit) => hit.position);
}

describe('for any two rankings, fuse', () => {
  test('lists every candidate once, with scores between 0 and 1, best first', () => {
    fc.assert(
      fc.property(rankings(0), rankings(-1), weight, (lexical, dense, weight) => {
        const fused = fuse(lexical, dense, weight);
        const candidates = new Set([...lexical, ...dense].map((hit) => hit.position));
        expect(fused.map((hit) => hit.position)).toEqual(ordered(fused));
        expect([...candidates].sort()).toEqual(fused.map((hit) => hit.position).sort());
        for (const score of fused.flatMap((hit) => [hit.lexical, hit.dense, hit.score])) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('does not depend on the order in which the hits are listed', () => {
    fc.assert(
      fc.property(rankings(0), rankings(-1), weight, (lexical, dense, weight) => {
        const reversed = fuse([...lexical].reverse(), [...dense].reverse(), weight);
        expect(reversed).toEqual(fuse(lexical, dense, weight));
      }),
    );
  });

  test.each([
    ['lexical', 0],
    ['dense', 1],
  ] as const)('ranks as the %s results do when the dense weight is %d', (name, weight) => {
    fc.assert(
      fc.property(rankings(0), rankings(-1), (lexical, dense) => {
        const own = { lexical, dense }[name];
        const listed = new Set(own.map((hit) => hit.position));
        const positions = fuse(lexical, dense, weight).map((hit) => hit.position);
        expect(positions.filter((position) => listed.has(position))).toEqual(ordered(own));
      }),
    );
  });
});
