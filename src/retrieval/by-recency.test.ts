import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { byRecency } from './by-recency.js';

const found = (name: string, publishedAt: string | null, score: number) => ({
  article: { ...fakeArticle(name, name, []), publishedAt },
  score,
});
const names = (ranked: readonly ReturnType<typeof found>[]) => ranked.map(({ article }) => article.path);

const OLD = found('old', '2019-10-07', 1);
const NEW = found('new', '2024-10-17', 0.8);
const UNDATED = found('undated', null, 0.9);
const OTHER = found('other', '2025-01-01', 0.3);

describe('what was found comes', () => {
  test.each([
    ['newest', ['new', 'old', 'undated', 'other']],
    ['oldest', ['old', 'new', 'undated', 'other']],
  ] as const)(
    'the %s first among what is about as relevant, then what has no date, then the rest',
    (order, expected) => {
      expect(names(byRecency([OLD, UNDATED, NEW, OTHER], order))).toEqual(expected);
    },
  );

  test('best first within one day', () => {
    const worse = found('worse', '2024-10-17', 0.77);
    expect(names(byRecency([OLD, NEW, worse], 'newest'))).toEqual(['new', 'worse', 'old']);
  });

  test('as it was where no article has a date', () => {
    const all = [UNDATED, found('b', null, 0.8)];
    expect(names(byRecency(all, 'newest'))).toEqual(names(all));
    expect(byRecency([], 'newest')).toEqual([]);
  });

  test('with scores from 0 to 1 that fall', () => {
    const one = fc.record({
      date: fc.option(fc.constantFrom('2019-01-01', '2020-01-01', '2021-01-01')),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), fc.constantFrom('newest', 'oldest'), (all, order) => {
        const ranked = byRecency(
          all.map(({ date, score }) => found('a', date, score)).sort((a, b) => b.score - a.score),
          order,
        );
        expect(ranked).toHaveLength(all.length);
        const scores = ranked.map(({ score }) => score);
        for (const [at, score] of scores.entries()) {
          expect(score).toBeGreaterThanOrEqual(-1e-9);
          expect(score).toBeLessThanOrEqual(1 + 1e-9);
          expect(score).toBeLessThanOrEqual((scores[at - 1] ?? 1) + 1e-9);
        }
      }),
    );
  });
});
