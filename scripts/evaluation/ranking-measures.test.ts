import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasRelevant, measureRankings, ndcg, type JudgedRanking } from './ranking-measures.js';

const LETTERS = 'a b c d e f g h i j k l m n o'.split(' ');

/** A ranking of documents named by one letter each. */
const judged = (
  ranking: string | readonly string[],
  judgements: Readonly<Record<string, number>>,
): JudgedRanking => ({
  ranking: Array.from(ranking),
  judgements: new Map(Object.entries(judgements)),
});

describe('nDCG', () => {
  // Discounts by rank: 1, 1 / log2(3) = 0.630930, 1 / log2(4) = 0.5, 1 / log2(5) = 0.430677.
  test.each([
    ['the only relevant document first', 'abc', { a: 1 }, 1],
    ['second', 'bac', { a: 1 }, 0.63093],
    ['third', 'bca', { a: 1 }, 0.5],
    ['nowhere', 'bcd', { a: 1 }, 0],
    ['grades in the ideal order', 'abc', { a: 3, b: 2, c: 1 }, 1],
    // (1 + 2 × 0.630930 + 3 × 0.5) / (3 + 2 × 0.630930 + 1 × 0.5) = 3.761860 / 4.761860
    ['grades the wrong way round', 'cba', { a: 3, b: 2, c: 1 }, 0.789998],
    // 2 × 0.630930 / (2 + 1 × 0.630930): the ideal ranking holds what was not found, too.
    ['one of two found', 'xb', { a: 1, b: 2 }, 0.479625],
    // The gain is the grade, not 2 to its power: 0.630930 × 3 / 3.
    ['a high grade second', 'xa', { a: 3 }, 0.63093],
    ['negative grades as no gain', 'xa', { a: 1, x: -2 }, 0.63093],
    ['documents judged not relevant', 'xa', { a: 1, x: 0 }, 0.63093],
  ])('has %s', (_, ranking, judgements, expected) => {
    expect(ndcg(judged(ranking, judgements), 10)).toBeCloseTo(expected, 5);
  });

  test('counts as many ranks as are asked for, in the ideal ranking as well', () => {
    const twoRelevant = judged('xab', { a: 1, b: 1 });
    expect(ndcg(twoRelevant, 1)).toBe(0);
    expect(ndcg(judged('axb', { a: 1, b: 1 }), 1)).toBe(1);
    // (0.630930 + 0.5) / (1 + 0.630930)
    expect(ndcg(twoRelevant, 3)).toBeCloseTo(0.693426, 5);
  });
});

describe('the measures', () => {
  test('of one ranking', () => {
    const measures = measureRankings([judged('xaycdefghijb', { a: 1, c: 2, b: 1 })]);
    expect(measures).toEqual({
      'nDCG@10': expect.closeTo(
        (1 / Math.log2(3) + 2 / Math.log2(5)) / (2 + 1 / Math.log2(3) + 1 / Math.log2(4)),
        10,
      ) as number,
      'Recall@1': 0,
      'Recall@5': 2 / 3,
      'Recall@10': 2 / 3,
      'MRR@10': 1 / 2,
    });
  });

  test('are means over the queries, those without a relevant document left out', () => {
    const measures = measureRankings([
      judged('a', { a: 1 }),
      judged('x', { a: 1 }),
      judged('a', { a: 0, b: -1 }),
      judged('a', {}),
    ]);
    expect(Object.values(measures)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
  });

  test('know no first relevant document after the tenth', () => {
    expect(measureRankings([judged('0123456789a', { a: 1 })])['MRR@10']).toBe(0);
    expect(measureRankings([judged('012345678a', { a: 1 })])['MRR@10']).toBeCloseTo(0.1, 10);
  });

  test('of nothing are 0', () => {
    expect(Object.values(measureRankings([]))).toEqual([0, 0, 0, 0, 0]);
  });

  test('lie between 0 and 1, and are 1 for the ideal ranking', () => {
    const judgements = fc.dictionary(fc.constantFrom(...LETTERS), fc.integer({ min: -1, max: 3 }), {
      minKeys: 1,
    });
    const ranking = fc.shuffledSubarray(LETTERS);
    fc.assert(
      fc.property(judgements, ranking, (grades, documents) => {
        const one = judged(documents, grades);
        for (const measure of Object.values(measureRankings([one]))) {
          expect(measure).toBeGreaterThanOrEqual(0);
          expect(measure).toBeLessThanOrEqual(1);
        }
        if (!hasRelevant(one.judgements)) return;
        const ideal = Object.keys(grades).sort((a, b) => (grades[b] ?? 0) - (grades[a] ?? 0));
        expect(ndcg(judged(ideal, grades), 10)).toBeCloseTo(1, 10);
      }),
    );
  });
});
