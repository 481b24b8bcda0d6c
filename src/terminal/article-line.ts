import type { Article } from '../corpus/article.js';
import { titleOf } from '../locales/catalogue.js';
import { printableLine } from '../lib/printable.js';
import type { Look } from './layout.js';

/** An article on one line: `Title — publisher · 17/10/2024`, without what is not known. */
export function articleLine(article: Article, look: Look): string {
  const origin = originOf(article, look);
  return look.palette.strong(titleOf(article)) + (origin === '' ? '' : look.palette.faint(` — ${origin}`));
}

/** Publisher and day of publication, as far as they are known. */
export function originOf(article: Article, { words }: Look): string {
  return [
    article.publisher === null ? '' : printableLine(article.publisher),
    article.publishedAt === null
      ? ''
      : printableLine(words.day(article.publishedAt, article.publishedAtInferred)),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
