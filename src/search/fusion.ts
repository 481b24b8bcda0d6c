/** A passage's place in one ranking. */
export interface Ranked {
  /** Position in the index's passages. */
  readonly position: number;
  readonly score: number;
}

/** A passage with what each leg said of it. */
export interface Fused extends Ranked {
  /** Keyword score over the question's best keyword score: 0 to 1. */
  readonly keyword: number;
  /** Similarity scaled so that the best passage has 1 and the last one listed 0. */
  readonly dense: number;
}

/** Share of the dense leg where the words of the question say much, and where they say nothing. */
export interface FusionWeights {
  readonly denseAtFullCoverage: number;
  readonly denseAtNoCoverage: number;
}

export const FUSION_WEIGHTS: FusionWeights = { denseAtFullCoverage: 0.2, denseAtNoCoverage: 0.95 };

/**
 * Share of the dense leg, 0 to 1. The less of a question's words its best keyword hit holds (a question in English has
 * little in common with Vietnamese text), the more the dense leg decides.
 *
 * @param coverage - weighted share of the question's terms found in the best keyword hit, 0 to 1
 */
export function denseShare(coverage: number, weights: FusionWeights = FUSION_WEIGHTS): number {
  const { denseAtFullCoverage: full, denseAtNoCoverage: none } = weights;
  return none + (full - none) * Math.min(1, Math.max(0, coverage));
}

/**
 * One ranking out of two: each leg is scaled to its own best, and the sum weighted by `share` (of the dense leg).
 * A passage that one leg does not list has 0 there. Ties keep the order of positions, so the result is deterministic.
 */
export function fuse(keyword: readonly Ranked[], dense: readonly Ranked[], share: number): Fused[] {
  const bestKeyword = Math.max(0, ...keyword.map((hit) => hit.score));
  const bestDense = Math.max(...dense.map((hit) => hit.score));
  const leastDense = Math.min(...dense.map((hit) => hit.score));
  const keywordScores = new Map(
    keyword.map((hit) => [hit.position, bestKeyword > 0 ? hit.score / bestKeyword : 0]),
  );
  const denseScores = new Map(
    dense.map((hit) => [
      hit.position,
      bestDense > leastDense ? (hit.score - leastDense) / (bestDense - leastDense) : 1,
    ]),
  );
  return [...new Set([...keywordScores.keys(), ...denseScores.keys()])]
    .map((position) => {
      const scores = { keyword: keywordScores.get(position) ?? 0, dense: denseScores.get(position) ?? 0 };
      return { position, ...scores, score: (1 - share) * scores.keyword + share * scores.dense };
    })
    .sort((a, b) => b.score - a.score || a.position - b.position);
}
