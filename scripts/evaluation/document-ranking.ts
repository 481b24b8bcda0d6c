import type { Ranked } from '../../src/retrieval/fusion.js';

/** A document's place in the ranking of one query. */
export interface RankedDocument {
  readonly id: string;
  readonly score: number;
}

/** Decimals of a score: as many as a single-precision number keeps of one up to 1, which is how trec_eval reads it. */
export const SCORE_DECIMALS = 6;

/**
 * Documents, best first, out of ranked passages: each is scored by its best passage. Documents of one score are ordered
 * as trec_eval does, by their ids backwards, so that it ranks a run file just so.
 *
 * @param documentOf - the id of the document that the passage at a position is of
 */
export function rankDocuments(
  passages: readonly Ranked[],
  documentOf: (position: number) => string,
): RankedDocument[] {
  const scores = new Map<string, number>();
  for (const { position, score } of passages) {
    const id = documentOf(position);
    scores.set(id, Math.max(score, scores.get(id) ?? -Infinity));
  }
  return [...scores]
    .map(([id, score]) => ({ id, score: Number(score.toFixed(SCORE_DECIMALS)) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1));
}
