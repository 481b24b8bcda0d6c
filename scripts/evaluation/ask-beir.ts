import { foldDiacritics } from '../../src/language/vietnamese.js';
import type { Ranked } from '../../src/retrieval/fusion.js';
import type { HybridRetriever } from '../../src/retrieval/hybrid-retriever.js';
import type { BeirQuery } from './beir-folder.js';
import { rankDocuments, type RankedDocument } from './document-ranking.js';
import type { OpenedDocuments } from './open-beir.js';
import { measureRankings, type RankingMeasures } from './ranking-measures.js';
import { RUN_DEPTH } from './trec-run.js';

/** What is measured: what lexical retrieval finds, dense retrieval, and both as the product fuses them. */
const WAYS = ['keyword', 'dense', 'hybrid'] as const;
/** A way to rank. */
type Way = (typeof WAYS)[number];
type ByWay<Value> = Readonly<Record<Way, Value>>;

/** How queries fared. */
export interface AskedQueries {
  /** In the order to show them in. */
  readonly measures: ReadonlyMap<Way, RankingMeasures>;
  /** By query id, in the order asked: the hybrid ranking of {@link RUN_DEPTH} documents, or all that there are. */
  readonly rankings: ReadonlyMap<string, readonly RankedDocument[]>;
  readonly queriesPerSecond: number;
}

/** How to ask. */
interface AskOptions {
  /** Take the diacritics off the queries first. */
  readonly unaccented: boolean;
  readonly onProgress?: (done: number) => void;
}

/** Asks all queries, one after the other. */
export async function askQueries(
  opened: OpenedDocuments,
  queries: readonly BeirQuery[],
  { unaccented, onProgress }: AskOptions,
): Promise<AskedQueries> {
  const { retriever } = opened;
  const depth = passagesFor(retriever);
  const rankings: (ByWay<readonly RankedDocument[]> & { readonly query: BeirQuery })[] = [];
  const began = performance.now();
  for (const query of queries) {
    onProgress?.(rankings.length);
    const text = unaccented ? foldDiacritics(query.text) : query.text;
    rankings.push({ query, ...(await ask(opened, text, depth)) });
  }
  const seconds = (performance.now() - began) / 1000;
  onProgress?.(rankings.length);
  const measuresOf = (way: Way) =>
    measureRankings(
      rankings.map(({ query, [way]: ranking }) => ({
        ranking: ranking.map(({ id }) => id),
        judgements: query.judgements,
      })),
    );
  return {
    measures: new Map(WAYS.map((way) => [way, measuresOf(way)])),
    rankings: new Map(rankings.map(({ query, hybrid }) => [query.id, hybrid])),
    queriesPerSecond: queries.length / seconds,
  };
}

async function ask(
  { retriever, documentOf }: OpenedDocuments,
  text: string,
  depth: number,
): Promise<ByWay<RankedDocument[]>> {
  const question = retriever.understand(text);
  // As the product does: there is nothing to search for.
  if (question.tokens.length === 0) return { keyword: [], dense: [], hybrid: [] };
  const results = await retriever.retrieve(question, undefined, depth);
  const fused = retriever.fuseResults(question, results);
  const asRun = (ranking: readonly Ranked[]) =>
    rankDocuments([...ranking, ...below(results.dense)], documentOf).slice(0, RUN_DEPTH);
  return {
    keyword: rankDocuments(results.lexical, documentOf),
    dense: rankDocuments(results.dense, documentOf),
    hybrid: asRun(fused),
  };
}

/**
 * The dense results with scores below any fused one, in its order: where the product's candidates are of fewer documents than a
 * run lists, the next nearest follow them.
 */
function below(dense: readonly Ranked[]): Ranked[] {
  return dense.map(({ position, score }) => ({ position, score: score - 2 }));
}

/** So many passages that they are of {@link RUN_DEPTH} documents at least. */
function passagesFor(retriever: HybridRetriever): number {
  const mostOfOne = Math.max(...retriever.index.passages.map(({ ordinal }) => ordinal + 1));
  return RUN_DEPTH * mostOfOne;
}
