/** How relevant each document is to one query, by document id: 0 or less is not relevant. */
export type Judgements = ReadonlyMap<string, number>;

/** What the field measures of a ranking, 0 to 1 each; over several queries their mean. */
export interface RankingMeasures {
  readonly 'nDCG@10': number;
  readonly 'Recall@1': number;
  readonly 'Recall@5': number;
  readonly 'Recall@10': number;
  readonly 'MRR@10': number;
}

/** The ranking of one query and what is known of its documents. */
export interface JudgedRanking {
  /** Document ids, best first, each once. */
  readonly ranking: readonly string[];
  readonly judgements: Judgements;
}

/** True when some document is relevant: a query without one says nothing about a ranking. */
export function hasRelevant(judgements: Judgements): boolean {
  return [...judgements.values()].some((relevance) => relevance > 0);
}

/** The measures' means over all queries that have a relevant document; all 0 when none has. */
export function measureRankings(judged: readonly JudgedRanking[]): RankingMeasures {
  const telling = judged.filter(({ judgements }) => hasRelevant(judgements));
  const mean = (measure: (one: JudgedRanking) => number) =>
    telling.length === 0 ? 0 : telling.reduce((sum, one) => sum + measure(one), 0) / telling.length;
  return {
    'nDCG@10': mean((one) => ndcg(one, 10)),
    'Recall@1': mean((one) => recall(one, 1)),
    'Recall@5': mean((one) => recall(one, 5)),
    'Recall@10': mean((one) => recall(one, 10)),
    'MRR@10': mean((one) => reciprocalRank(one, 10)),
  };
}

/**
 * Normalised discounted cumulative gain as trec_eval's `ndcg_cut`: the gain is the relevance itself, the discount
 * log2(rank + 1), and the ideal ranking is made of all judged documents, found or not.
 */
export function ndcg({ ranking, judgements }: JudgedRanking, depth: number): number {
  const ideal = [...judgements.values()].sort((a, b) => b - a);
  const greatest = discountedGain(ideal.slice(0, depth));
  const gains = ranking.slice(0, depth).map((document) => judgements.get(document) ?? 0);
  return greatest > 0 ? discountedGain(gains) / greatest : 0;
}

/** Share of the relevant documents that are among the first `depth`. */
function recall({ ranking, judgements }: JudgedRanking, depth: number): number {
  const relevant = [...judgements.values()].filter((relevance) => relevance > 0).length;
  return ranking.slice(0, depth).filter((document) => isRelevant(judgements, document)).length / relevant;
}

/** One over the rank of the first relevant document; 0 when none is among the first `depth`. */
function reciprocalRank({ ranking, judgements }: JudgedRanking, depth: number): number {
  const place = ranking.slice(0, depth).findIndex((document) => isRelevant(judgements, document));
  return place < 0 ? 0 : 1 / (place + 1);
}

function isRelevant(judgements: Judgements, document: string): boolean {
  return (judgements.get(document) ?? 0) > 0;
}

function discountedGain(gains: readonly number[]): number {
  return gains.reduce((sum, gain, place) => sum + Math.max(0, gain) / Math.log2(place + 2), 0);
}
