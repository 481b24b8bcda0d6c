import type { Article } from '../corpus/article.js';

/** Something found in an article. */
interface Found {
  readonly article: Article;
  /** 0 to 1. */
  readonly score: number;
}

/** Share of the best score from which something is about as relevant: of those the newest is what was asked for. */
const COMPARABLE_SHARE = 0.75;

/**
 * What was found, with that of the newest (or oldest) article first among all that is about as relevant as the best, and the rest
 * behind it. Scores are changed to tell so: they stay 0 to 1, and fall. An article without a date comes after those with one.
 *
 * @param found - best first
 */
export function byRecency<F extends Found>(found: readonly F[], order: 'newest' | 'oldest'): F[] {
  const best = found[0]?.score ?? 0;
  const least = best * COMPARABLE_SHARE;
  const comparable = found.filter(({ score }) => score >= least);
  const dates = [...new Set(comparable.map(({ article }) => article.publishedAt ?? ''))].sort();
  // Without a date is '' and sorts first, as the newest do after this.
  const [undated, dated] = [dates.filter((date) => date === ''), dates.filter((date) => date !== '')];
  const inOrder = [...(order === 'newest' ? dated.reverse() : dated), ...undated];
  /** Each date has a part of the scores from `least` to `best` to itself, the first the uppermost. */
  const step = (best - least) / Math.max(1, inOrder.length);
  const rescored = comparable.map((one) => {
    const below = inOrder.indexOf(one.article.publishedAt ?? '') + 1;
    const within = best > least ? (one.score - least) / (best - least) : 1;
    return { ...one, score: best - below * step + within * step };
  });
  return [...rescored.sort((a, b) => b.score - a.score), ...found.slice(comparable.length)];
}
