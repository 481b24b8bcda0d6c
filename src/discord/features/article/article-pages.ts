import { escaped } from '../../reply/markup.js';
import { splitToFit, type Piece } from '../../reply/fit-text.js';

/** Characters of an article on one page: two or three screens of a phone. */
const PAGE_LENGTH = 2_400;

/** The pages of an article's text; each ends with a paragraph, or with a sentence where a paragraph is long. */
export function articlePages(text: string): Piece[] {
  return splitToFit(text, PAGE_LENGTH, escaped);
}

/** Number, from 0, of the page on which the character at `offset` of the text stands. */
export function pageHolding(pages: readonly Piece[], offset: number): number {
  return Math.max(
    0,
    pages.findIndex(({ end }) => offset < end),
  );
}
