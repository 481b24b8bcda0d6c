/** A passage's place in one ranking. */
export interface Ranked {
  /** Position in the index's passages. */
  readonly position: number;
  readonly score: number;
}

/** A passage with its lexical and its dense score. */
export interface Fused extends Ranked {
  /** Lexical score over the question's best lexical score: 0 to 1. */
  readonly lexical: number;
  /** Similarity scaled so that the best passage has 1 and the last one listed 0. */
  readonly dense: number;
}

/** What decides how far the lexical and the dense results are trusted. */
export interface FusionFeatures {
  /** Weighted share of the question's terms found in the best lexical hit, 0 to 1. */
  readonly coverage: number;
  /** How far the similarities of the dense candidates lie apart: the greatest less the least. */
  readonly spread: number;
  readonly language: 'vi' | 'en';
}

/**
 * How much one of similarity counts beside the best lexical score, for questions in one language: `sure` where the best lexical
 * hit holds all of the question's words, and as much as `unsure` more where it holds none.
 */
export interface DenseWeight {
  readonly sure: number;
  readonly unsure: number;
}

/** Tuned on the development sets by lab/fusion/tune-fusion.ts (docs/quality.md). */
export const FUSION_WEIGHTS: Readonly<Record<FusionFeatures['language'], DenseWeight>> = {
  vi: { sure: 1, unsure: 2 },
  en: { sure: 4, unsure: 8 },
};

/**
 * Weight of the dense results, 0 to 1. The less of a question's words its best lexical hit holds (a question in English has
 * little in common with Vietnamese text), the more the dense results decide; and the less these tell their candidates
 * apart, the less they do.
 */
export function denseWeight(
  { coverage, spread, language }: FusionFeatures,
  weights = FUSION_WEIGHTS,
): number {
  const { sure, unsure } = weights[language];
  const missing = 1 - Math.min(1, Math.max(0, coverage));
  const dense = (sure + unsure * missing ** 2) * Math.max(0, spread);
  return dense / (1 + dense);
}

/**
 * One ranking out of two: each is scaled to its own best, and the sum weighted by `weight` (of the dense results, 0 to 1).
 * A passage that one of them does not list has 0 there. Ties keep the order of positions, so the result is deterministic.
 */
export function fuse(lexical: readonly Ranked[], dense: readonly Ranked[], weight: number): Fused[] {
  const bestLexical = Math.max(0, ...lexical.map((hit) => hit.score));
  const bestDense = Math.max(...dense.map((hit) => hit.score));
  const leastDense = Math.min(...dense.map((hit) => hit.score));
  const lexicalScores = new Map(
    lexical.map((hit) => [hit.position, bestLexical > 0 ? hit.score / bestLexical : 0]),
  );
  const denseScores = new Map(
    dense.map((hit) => [
      hit.position,
      bestDense > leastDense ? (hit.score - leastDense) / (bestDense - leastDense) : 1,
    ]),
  );
  return [...new Set([...lexicalScores.keys(), ...denseScores.keys()])]
    .map((position) => {
      const scores = { lexical: lexicalScores.get(position) ?? 0, dense: denseScores.get(position) ?? 0 };
      return { position, ...scores, score: (1 - weight) * scores.lexical + weight * scores.dense };
    })
    .sort((a, b) => b.score - a.score || a.position - b.position);
}
