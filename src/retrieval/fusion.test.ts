import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { denseShare, fuse, type LegTrust, type Ranked } from './fusion.js';

/** A ranking of `[position, score]` pairs. */
function ranking(...hits: readonly (readonly [number, number])[]): Ranked[] {
  return hits.map(([position, score]) => ({ position, score }));
}

describe('denseShare', () => {
  const weights = { vi: { sure: 1, unsure: 4 }, en: { sure: 3, unsure: 0 } };
  const trust: LegTrust = { coverage: 1, spread: 0.5, language: 'vi' };

  test.each<[string, Partial<LegTrust>, number]>([
    // Of the dense leg 1 × 0.5 beside 1 of the keyword leg.
    ['full coverage', {}, 0.5 / 1.5],
    // (1 + 4 × 0.25) × 0.5
    ['half', { coverage: 0.5 }, 0.5],
    // (1 + 4) × 0.5
    ['no coverage', { coverage: 0 }, 2.5 / 3.5],
    ['less than none', { coverage: -1 }, 2.5 / 3.5],
    ['more than full', { coverage: 2 }, 0.5 / 1.5],
    ['candidates that are all alike', { spread: 0, coverage: 0 }, 0],
    ['the other language', { language: 'en' }, 1.5 / 2.5],
  ])('weighs similarities beside keyword scores: %s', (_, differing, share) => {
    expect(denseShare({ ...trust, ...differing }, weights)).toBeCloseTo(share, 10);
  });

  test('trusts the dense leg more the less the words of the question are found, and for English questions', () => {
    for (const language of ['vi', 'en'] as const) {
      const shares = [1, 0.7, 0.3, 0].map((coverage) => denseShare({ ...trust, coverage, language }));
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(new Set(shares).size).toBe(4);
    }
    expect(denseShare({ ...trust, language: 'en' })).toBeGreaterThan(denseShare(trust));
  });
});

describe('fuse', () => {
  test('scales both legs and weights them', () => {
    expect(fuse(ranking([1, 8], [2, 4]), ranking([2, 0.75], [3, 0.25], [4, 0.5]), 0.25)).toEqual([
      { position: 1, keyword: 1, dense: 0, score: 0.75 },
      { position: 2, keyword: 0.5, dense: 1, score: 0.625 },
      { position: 4, keyword: 0, dense: 0.5, score: 0.125 },
      { position: 3, keyword: 0, dense: 0, score: 0 },
    ]);
  });

  test.each([
    ['nothing', [], [], []],
    ['keyword hits alone', ranking([1, 2], [2, 4]), [], [2, 1]],
    ['dense hits alone', [], ranking([1, -0.2], [2, 0.4]), [2, 1]],
  ])('takes %s', (_, keyword, dense, positions) => {
    expect(fuse(keyword, dense, 0.5).map((hit) => hit.position)).toEqual(positions);
  });

  test('gives a single dense hit the full score of its leg', () => {
    expect(fuse([], ranking([7, 0.1]), 0.5)).toEqual([{ position: 7, keyword: 0, dense: 1, score: 0.5 }]);
  });

  test('takes dense hits of one similarity for equally good', () => {
    expect(fuse([], ranking([2, 0.3], [1, 0.3]), 1).map((hit) => hit.score)).toEqual([1, 1]);
  });

  test('gives keyword hits that score nothing no share', () => {
    expect(fuse(ranking([1, 0]), [], 0)).toEqual([{ position: 1, keyword: 0, dense: 0, score: 0 }]);
  });

  test('keeps the order of positions where scores tie', () => {
    expect(fuse(ranking([9, 1], [3, 1], [5, 1]), [], 0).map((hit) => hit.position)).toEqual([3, 5, 9]);
  });
});

/** A ranking of different positions in any order. */
const leg = (least: number) =>
  fc.uniqueArray(
    fc.record({
      position: fc.nat(30),
      score: fc.integer({ min: least * 100, max: 100 }).map((n) => n / 100),
    }),
    { selector: (hit) => hit.position },
  );
const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);

/** Positions of a ranking, best first, ties in order of position. */
function ordered(hits: readonly Ranked[]): number[] {
  return [...hits].sort((a, b) => b.score - a.score || a.position - b.position).map((hit) => hit.position);
}

describe('for any two rankings, fuse', () => {
  test('lists every candidate once, with scores between 0 and 1, best first', () => {
    fc.assert(
      fc.property(leg(0), leg(-1), share, (keyword, dense, weight) => {
        const fused = fuse(keyword, dense, weight);
        const candidates = new Set([...keyword, ...dense].map((hit) => hit.position));
        expect(fused.map((hit) => hit.position)).toEqual(ordered(fused));
        expect([...candidates].sort()).toEqual(fused.map((hit) => hit.position).sort());
        for (const score of fused.flatMap((hit) => [hit.keyword, hit.dense, hit.score])) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('does not depend on the order in which the hits are listed', () => {
    fc.assert(
      fc.property(leg(0), leg(-1), share, (keyword, dense, weight) => {
        const reversed = fuse([...keyword].reverse(), [...dense].reverse(), weight);
        expect(reversed).toEqual(fuse(keyword, dense, weight));
      }),
    );
  });

  test.each([
    ['keyword', 0],
    ['dense', 1],
  ] as const)('ranks as the %s leg does when the dense share is %d', (name, weight) => {
    fc.assert(
      fc.property(leg(0), leg(-1), (keyword, dense) => {
        const own = { keyword, dense }[name];
        const listed = new Set(own.map((hit) => hit.position));
        const positions = fuse(keyword, dense, weight).map((hit) => hit.position);
        expect(positions.filter((position) => listed.has(position))).toEqual(ordered(own));
      }),
    );
  });
});
