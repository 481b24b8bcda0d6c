import type { VectorTable } from './vector-table.js';
import type { IndexedArticle } from '../index-store.js';
import type { PassageIndex } from '../passage-index.js';
import type { Manifest } from './manifest.js';

/** A {@link PassageIndex} over an opened generation. The search is exact: every vector is compared. */
export function vectraPassageIndex(
  manifest: Manifest,
  indexed: readonly IndexedArticle[],
  vectors: VectorTable,
): PassageIndex {
  const passages = indexed.flatMap((one) => one.passages.map(({ passage }) => passage));
  return {
    identity: manifest.identity,
    generation: manifest.generation,
    builtAt: manifest.builtAt,
    articles: indexed.map(({ article }) => article),
    passages,
    nearest: (vector, limit, articleIds) => {
      const accepts =
        articleIds && ((position: number) => articleIds.has(passages[position]?.articleId ?? ''));
      return Promise.resolve().then(() => vectors.nearest(vector, limit, accepts));
    },
  };
}
