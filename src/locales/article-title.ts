import type { Article } from '../corpus/article.js';
import { printableLine } from '../lib/printable.js';

/** The article's title on one line, or its path where it has none. */
export function titleOf(article: Pick<Article, 'title' | 'path'>): string {
  return printableLine(article.title) || printableLine(article.path);
}
