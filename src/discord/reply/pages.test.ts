import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPage, pageButtons, paginate } from './pages.js';

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

const turnTo = (page: number) => ({ kind: 'sources', page }) as const;

describe('openPage', () => {
  it('opens the page wanted, or the nearest that there is', () => {
    expect(openPage(['a', 'b', 'c'], 1)).toEqual({ content: 'b', page: 1, pages: 3 });
    expect(openPage(['a', 'b', 'c'], 7)).toEqual({ content: 'c', page: 2, pages: 3 });
    expect(openPage([], 0)).toBeNull();
  });
});

describe('pageButtons', () => {
  it('leads to the pages before and after', () => {
    expect(pageButtons({ page: 1, pages: 3 }, turnTo)).toEqual([
      { kind: 'button', label: '◀', action: turnTo(0), disabled: false },
      { kind: 'button', label: '2/3', action: turnTo(1), disabled: true },
      { kind: 'button', label: '▶', action: turnTo(2), disabled: false },
    ]);
  });

  it('leads nowhere beyond the first and the last', () => {
    const disabled = (page: number) =>
      pageButtons({ page, pages: 2 }, turnTo).map((button) => button.disabled);
    expect(disabled(0)).toEqual([true, true, false]);
    expect(disabled(1)).toEqual([false, true, true]);
  });

  it('is not there for one page', () => {
    expect(pageButtons({ page: 0, pages: 1 }, turnTo)).toEqual([]);
  });
});
