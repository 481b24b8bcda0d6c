import { newestFirst } from '../../../corpus/article.js';
import type { FoundPassage } from '../../../retrieval/hybrid-retriever.js';
import type { Sort } from '../../components/button-state.js';

/**
 * A search ranks every passage, also those that have nothing to do with what was searched. On the articles that ship with
 * the project the scores of those that do lie above 0.4, then fall steeply; "newest first" would otherwise begin with noise.
 */
const RELEVANT_SHARE = 0.3;

/** The passages found, best first, as far as they score {@link RELEVANT_SHARE} of the best; the first `atLeast` in any case. */
export function relevantPassages(found: readonly FoundPassage[], atLeast = 0): FoundPassage[] {
  const least = (found[0]?.score ?? 0) * RELEVANT_SHARE;
  return found.filter(({ score }, rank) => score >= least || rank < atLeast);
}

/** Passages in the order wanted. `newest` goes by their articles' dates, those without one last, the best of each first. */
export function sortPassages(found: readonly FoundPassage[], sort: Sort): readonly FoundPassage[] {
  if (sort === 'relevance') return found;
  const articles = new Map(found.map(({ article }) => [article.id, article]));
  return newestFirst([...articles.values()]).flatMap(({ id }) =>
    found.filter(({ article }) => article.id === id),
  );
}
