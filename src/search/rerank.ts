import type { Fused } from './fusion.js';

/** Passages of the fused ranking that a cross-encoder reads: each costs a run of the model while somebody waits. */
export const RERANKED = 30;

/**
 * The ranking with its first {@link RERANKED} passages in the order of their scores, best first; passages of one score
 * keep their order, and one whose score is no finite number keeps its place. Those behind stay as they are.
 *
 * The fused scores stay with the places and pass from one passage to another: what reads them (the weighing of
 * sentences, the cut of what is too far off) knows how they spread, and a cross-encoder's own spread otherwise with
 * every model.
 *
 * @param scores - of the first passages, in their order
 */
export function rerank(fused: readonly Fused[], scores: readonly number[]): Fused[] {
  const places = fused
    .slice(0, RERANKED)
    .flatMap((_, place) => (Number.isFinite(scores[place]) ? [place] : []));
  const byScore = [...places].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const moved = new Map(places.map((place, rank) => [place, byScore[rank]]));
  return fused.map((hit, place) => ({ ...(fused[moved.get(place) ?? place] ?? hit), score: hit.score }));
}
