import type { IndexedArticle } from '../index-store.js';
import type { NearestPassage, PassageIndex } from '../passage-index.js';
import type { Manifest } from './manifest.js';
import type { OpenVectors } from './vector-file.js';

/**
 * How many articles are named to vectra's `$in` filter at most. It compares each item with each name, so at 10,000
 * items (2 cores) 100 articles take 12 ms and 1,000 take 250 ms; searching everything takes 12 to 35 ms.
 */
const MAX_ARTICLES_NAMED = 100;

/** How much more is asked for than should hold enough of the articles wanted, and each time that it does not. */
const WIDENING = 3;

/** A {@link PassageIndex} over an opened generation. The search is exact: every vector is compared. */
export function vectraPassageIndex(
  manifest: Manifest,
  indexed: readonly IndexedArticle[],
  vectors: OpenVectors,
): PassageIndex {
  const passages = indexed.flatMap((one) => one.passages.map(({ passage }) => passage));
  const positions = new Map(vectors.items.map(({ id }, position) => [id, position]));

  const query = async (
    vector: Float32Array,
    count: number,
    articles?: string[],
  ): Promise<NearestPassage[]> => {
    const filter = articles && { article: { $in: articles } };
    const results = await vectors.index.queryItems(Array.from(vector), '', count, filter);
    return results
      .map(({ item, score }) => ({ position: positions.get(item.id) ?? -1, similarity: score }))
      .sort((a, b) => b.similarity - a.similarity || a.position - b.position);
  };

  /** The nearest among all, asking for more and more of them until `limit` are of the articles wanted. */
  const queryWidening = async (
    vector: Float32Array,
    limit: number,
    articleIds: ReadonlySet<string>,
  ): Promise<NearestPassage[]> => {
    const expected = Math.ceil((limit * indexed.length) / articleIds.size);
    for (let count = expected * WIDENING; ; count *= WIDENING) {
      const wanted = (await query(vector, count)).filter(({ position }) =>
        articleIds.has(passages[position]?.articleId ?? ''),
      );
      if (wanted.length >= limit || count >= passages.length) return wanted.slice(0, limit);
    }
  };

  return {
    identity: manifest.identity,
    generation: manifest.generation,
    builtAt: manifest.builtAt,
    articles: indexed.map(({ article }) => article),
    passages,
    nearest: async (vector, limit, articleIds) => {
      // vectra would compare as many dimensions as both have.
      if (vector.length !== manifest.identity.dimensions) {
        throw new RangeError(
          `Query of ${vector.length} dimensions, index of ${manifest.identity.dimensions}.`,
        );
      }
      if (limit <= 0 || articleIds?.size === 0) return [];
      if (articleIds === undefined) return query(vector, limit);
      if (articleIds.size <= MAX_ARTICLES_NAMED) return query(vector, limit, [...articleIds]);
      return queryWidening(vector, limit, articleIds);
    },
  };
}
