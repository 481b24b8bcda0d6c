import { describe, expect, it } from 'vitest';
import { openPage, pageButtons } from './page-buttons.js';

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
