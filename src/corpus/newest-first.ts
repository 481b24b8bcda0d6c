import type { ArticleMetadata } from './article.js';

/** Articles by date, newest first, those without a date last, and by title where the date is the same. */
export function newestFirst<A extends Pick<ArticleMetadata, 'publishedAt' | 'title'>>(
  articles: readonly A[],
): A[] {
  return [...articles].sort(
    (a, b) =>
      (b.publishedAt ?? '').localeCompare(a.publishedAt ?? '') || a.title.localeCompare(b.title, 'vi'),
  );
}
