import type { ComponentAction } from '../interactions/custom-id.js';
import type { ButtonDraft } from './build-reply.js';
import type { Words } from '../../locales/english.js';

/**
 * Packs `items` into pages, in order, as many on a page as there is room for. One that is over `budget` by itself gets a
 * page of its own.
 *
 * @param budget - the most that the sizes on a page may add up to, in the unit of `sizeOf`
 * @param most - the most items on a page
 */
export function paginate<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  budget: number,
  most = Infinity,
): T[][] {
  const pages: T[][] = [];
  let page: T[] = [];
  let used = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (page.length > 0 && (used + size > budget || page.length >= most)) {
      pages.push(page);
      page = [];
      used = 0;
    }
    page.push(item);
    used += size;
  }
  return page.length > 0 ? [...pages, page] : pages;
}

/** What surrounds a page. */
export interface PageContext {
  readonly words: Words;
  /** Id of the only person who may turn it; null when anyone may. */
  readonly owner: string | null;
  /** From 0; the nearest page is shown where there is none such. */
  readonly page: number;
}

interface OpenPage<T> {
  readonly content: T;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/** The page wanted, or the one nearest to it: a newer index may give fewer. Null when there is none at all. */
export function openPage<T>(contents: readonly T[], wanted: number): OpenPage<T> | null {
  const page = Math.max(0, Math.min(wanted, contents.length - 1));
  const content = contents[page];
  return content === undefined ? null : { content, page, pages: contents.length };
}

/** Buttons to the pages before and after with the page's number between them; none when there is one page only. */
export function pageButtons(
  { page, pages }: Pick<OpenPage<unknown>, 'page' | 'pages'>,
  turnTo: (page: number) => ComponentAction,
): ButtonDraft[] {
  if (pages <= 1) return [];
  // All three stay where they are from page to page, so that a reader can press on without looking.
  return [
    { kind: 'button', label: '◀', action: turnTo(Math.max(0, page - 1)), disabled: page === 0 },
    { kind: 'button', label: `${page + 1}/${pages}`, action: turnTo(page), disabled: true },
    {
      kind: 'button',
      label: '▶',
      action: turnTo(Math.min(page + 1, pages - 1)),
      disabled: page === pages - 1,
    },
  ];
}
