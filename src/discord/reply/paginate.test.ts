import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paginate } from './paginate.js';

const itself = (size: number) => size;

describe('paginate', () => {
  it('fills pages in order', () => {
    expect(paginate([4, 4, 2, 1], itself, 10)).toEqual([[4, 4, 2], [1]]);
  });

  it('gives what is over the budget a page of its own', () => {
    expect(paginate([1, 11, 1], itself, 10)).toEqual([[1], [11], [1]]);
  });

  it('keeps to a number of items', () => {
    expect(paginate([0, 0, 0], itself, 10, 2)).toEqual([[0, 0], [0]]);
  });

  it('makes no page of nothing', () => {
    expect(paginate([], itself, 10)).toEqual([]);
  });

  it('keeps every item, in order, on pages that are neither over the budget nor needlessly short', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 })), (sizes) => {
        const pages = paginate(sizes, itself, 10, 4);
        expect(pages.flat()).toEqual(sizes);
        for (const [at, page] of pages.entries()) {
          const size = page.reduce((sum, one) => sum + one, 0);
          expect(page.length === 1 || (size <= 10 && page.length <= 4)).toBe(true);
          const next = pages[at + 1]?.[0];
          expect(next === undefined || size + next > 10 || page.length === 4).toBe(true);
        }
      }),
    );
  });
});
