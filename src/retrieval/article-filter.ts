import type { Article } from '../corpus/article.js';
import type { ArticleFilter } from '../index/passage-index.js';
import { fold } from '../language/vietnamese.js';

/** True when the filter lets every article through. */
function isOpen(filter: ArticleFilter): boolean {
  return filter.from === undefined && filter.to === undefined && filter.publisher === undefined;
}

/** True when an article passes the filter. One without a date passes no date bound: it can't be said to lie within. */
export function passesFilter(article: Article, filter: ArticleFilter): boolean {
  const date = article.publishedAt;
  if (filter.from !== undefined && (date === null || date < filter.from)) return false;
  if (filter.to !== undefined && (date === null || date > filter.to)) return false;
  if (filter.publisher === undefined) return true;
  return article.publisher !== null && fold(article.publisher).includes(fold(filter.publisher.trim()));
}

/** Ids of the articles that pass the filter, or undefined when all do. */
export function acceptedArticles(
  articles: readonly Article[],
  filter: ArticleFilter,
): ReadonlySet<string> | undefined {
  if (isOpen(filter)) return undefined;
  return new Set(articles.filter((article) => passesFilter(article, filter)).map((article) => article.id));
}
