import {
  denseShare,
  fuse,
  FUSION_WEIGHTS,
  type DenseWeight,
  type LegTrust,
  type Ranked,
} from '../../src/retrieval/fusion.js';
import type { Legs } from '../../src/retrieval/hybrid-retriever.js';

/** One way to make a ranking of two. */
export interface FusionCandidate {
  readonly name: string;
  readonly rank: (legs: Legs, trust: LegTrust) => readonly Ranked[];
}

/** What the product can be set to. */
export interface WeightCandidate extends FusionCandidate {
  readonly weight: DenseWeight;
}

/** Ways that the product does not take, to compare with: one leg alone, a constant share, reciprocal ranks. */
export const COMPARED: readonly FusionCandidate[] = [
  { name: 'keyword alone', rank: ({ keyword }) => keyword },
  { name: 'dense alone', rank: ({ dense }) => dense },
  ...[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8].map((share) => ({
    name: `sum, dense share ${share}`,
    rank: ({ keyword, dense }: Legs) => fuse(keyword, dense, share),
  })),
  ...[1, 10, 60].flatMap((k) =>
    [0.3, 0.5].map((share) => ({
      name: `reciprocal rank, k ${k}, dense share ${share}`,
      rank: (legs: Legs) => fuseByRank(legs, k, share),
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
    rank: ({ keyword, dense }, trust) =>
      fuse(keyword, dense, denseShare(trust, { ...FUSION_WEIGHTS, [trust.language]: weight })),
  };
}

/** Reciprocal rank fusion: each leg gives a passage its share over `k` plus the rank there. */
export function fuseByRank({ keyword, dense }: Legs, k: number, share: number): Ranked[] {
  const scores = new Map<number, number>();
  const add = (leg: readonly Ranked[], weight: number) => {
    leg.forEach(({ position }, place) =>
      scores.set(position, (scores.get(position) ?? 0) + weight / (k + place + 1)),
    );
  };
  add(keyword, 1 - share);
  add(dense, share);
  return [...scores]
    .map(([position, score]) => ({ position, score }))
    .sort((a, b) => b.score - a.score || a.position - b.position);
}
