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

/** What decides how far each leg is trusted. */
export interface LegTrust {
  /** Weighted share of the question's terms found in the best keyword hit, 0 to 1. */
  readonly coverage: number;
  /** How far the similarities of the dense candidates lie apart: the greatest less the least. */
  readonly spread: number;
  readonly language: 'vi' | 'en';
}

/**
 * How much one of similarity counts beside the best keyword score, for questions in one language: `sure` where the best keyword
 * hit holds all of the question's words, and as much as `unsure` more where it holds none.
 */
export interface DenseWeight {
  readonly sure: number;
  readonly unsure: number;
}

/** Tuned on the development sets by scripts/tune-fusion.ts (docs/quality.md). */
export const FUSION_WEIGHTS: Readonly<Record<LegTrust['language'], DenseWeight>> = {
  vi: { sure: 1, unsure: 2 },
  en: { sure: 4, unsure: 8 },
};

/**
 * Share of the dense leg, 0 to 1. The less of a question's words its best keyword hit holds (a question in English has
 * little in common with Vietnamese text), the more the dense leg decides; and the less the dense leg tells its candidates
 * apart, the less it does.
 */
export function denseShare({ coverage, spread, language }: LegTrust, weights = FUSION_WEIGHTS): number {
  const { sure, unsure } = weights[language];
  const missing = 1 - Math.min(1, Math.max(0, coverage));
  const dense = (sure + unsure * missing ** 2) * Math.max(0, spread);
  return dense / (1 + dense);
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
