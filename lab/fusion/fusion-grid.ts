import {
  denseWeight,
  fuse,
  FUSION_WEIGHTS,
  type DenseWeight,
  type FusionFeatures,
  type Ranked,
} from '../../src/retrieval/fusion.js';
import type { RetrievalResults } from '../../src/retrieval/hybrid-retriever.js';

/** One way to make a ranking of two. */
export interface FusionCandidate {
  readonly name: string;
  readonly rank: (results: RetrievalResults, features: FusionFeatures) => readonly Ranked[];
}

/** What the product can be set to. */
export interface WeightCandidate extends FusionCandidate {
  readonly weight: DenseWeight;
}

/** Ways that the product does not take, to compare with: one of the two alone, a constant weight, reciprocal ranks. */
export const COMPARED: readonly FusionCandidate[] = [
  { name: 'lexical alone', rank: ({ lexical }) => lexical },
  { name: 'dense alone', rank: ({ dense }) => dense },
  ...[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8].map((weight) => ({
    name: `sum, dense weight ${weight}`,
    rank: ({ lexical, dense }: RetrievalResults) => fuse(lexical, dense, weight),
  })),
  ...[1, 10, 60].flatMap((k) =>
    [0.3, 0.5].map((weight) => ({
      name: `reciprocal rank, k ${k}, dense weight ${weight}`,
      rank: (results: RetrievalResults) => fuseByRank(results, k, weight),
    })),
  ),
];

/** The product's way, with weights of every size. */
export const WEIGHTED: readonly WeightCandidate[] = [0.5, 1, 1.5, 2, 3, 4, 6, 8, 12].flatMap((sure) =>
  [0, 1, 2, 4, 8, 16].map((unsure) => weighted({ sure, unsure })),
);

/** The product's way with the weight given, for questions of any language. */
export function weighted(weight: DenseWeight): WeightCandidate {
  return {
    name: `sure ${weight.sure}, unsure ${weight.unsure}`,
    weight,
    rank: ({ lexical, dense }, features) =>
      fuse(lexical, dense, denseWeight(features, { ...FUSION_WEIGHTS, [features.language]: weight })),
  };
}

/** Reciprocal rank fusion: each ranking gives a passage its weight over `k` plus the rank there. */
export function fuseByRank({ lexical, dense }: RetrievalResults, k: number, weight: number): Ranked[] {
  const scores = new Map<number, number>();
  const add = (ranking: readonly Ranked[], share: number) => {
    ranking.forEach(({ position }, place) =>
      scores.set(position, (scores.get(position) ?? 0) + share / (k + place + 1)),
    );
  };
  add(lexical, 1 - weight);
  add(dense, weight);
  return [...scores]
    .map(([position, score]) => ({ position, score }))
    .sort((a, b) => b.score - a.score || a.position - b.position);
}
