import path from 'node:path';
import type { Application } from '../../src/application.js';
import { foldDiacritics } from '../../src/language/vietnamese.js';
import type { ChunkingRules } from '../../src/corpus/chunk.js';
import type { FusionFeatures, Ranked } from '../../src/retrieval/fusion.js';
import { LexicalIndex, type LexicalWeights } from '../../src/retrieval/lexical/lexical-index.js';
import { vietnameseLexicon } from '../../src/language/lexicon.js';
import type { Question } from '../../src/retrieval/query/question.js';
import type { RetrievalResults } from '../../src/retrieval/hybrid-retriever.js';
import { readBeirFolder, type BeirQuery } from '../../scripts/evaluation/beir-folder.js';
import { rankDocuments } from '../../scripts/evaluation/document-ranking.js';
import { withDocuments, type OpenedDocuments } from '../../scripts/evaluation/open-beir.js';
import { measureRankings, type Judgements } from '../../scripts/evaluation/ranking-measures.js';

/** A query with what lexical and dense retrieval found for it. */
interface SearchedQuery {
  readonly question: Question;
  readonly judgements: Judgements;
  readonly results: RetrievalResults;
  readonly features: FusionFeatures;
}

/** The queries of one set, searched once, so that ways to rank what was found can be tried by the hundred. */
export class TuningSet {
  readonly name: string;
  readonly language: FusionFeatures['language'];
  private readonly queries: readonly SearchedQuery[];
  private readonly opened: OpenedDocuments;

  constructor(name: string, queries: readonly SearchedQuery[], opened: OpenedDocuments) {
    this.name = name;
    this.queries = queries;
    this.opened = opened;
    const english = queries.filter(({ question }) => question.language === 'en').length;
    this.language = english > queries.length / 2 ? 'en' : 'vi';
  }

  /** Mean nDCG at 10 of what `rank` makes of each query. */
  measure(rank: (query: SearchedQuery) => readonly Ranked[]): number {
    const judged = this.queries.map((query) => ({
      ranking: rankDocuments(rank(query), this.opened.documentOf).map(({ id }) => id),
      judgements: query.judgements,
    }));
    return measureRankings(judged)['nDCG@10'];
  }

  /** Mean nDCG at 10 of lexical retrieval alone with other weights. */
  measureLexical(weights: LexicalWeights, limit: number): number {
    const { retriever } = this.opened;
    const lexical = new LexicalIndex(
      retriever.index.passages,
      (passage) => retriever.articleOf(passage),
      vietnameseLexicon(),
      weights,
    );
    return this.measure(({ question }) => lexical.search(question, limit, () => true));
  }
}

/** How much of a folder to search, and how. */
interface TuningOptions {
  /** Queries to take of it, evenly spread. */
  readonly queries: number;
  readonly chunking?: ChunkingRules | undefined;
}

/** Indexes a BEIR folder, and hands `work` its queries as they stand and, but for English ones, without diacritics. */
export async function withTuningSets(
  application: Application,
  folder: string,
  options: TuningOptions,
  work: (set: TuningSet) => void,
): Promise<void> {
  const { documents, queries } = await readBeirFolder(folder);
  const some = spread(queries, options.queries);
  await withDocuments(application, documents, { chunking: options.chunking }, async (opened) => {
    const name = path.basename(path.resolve(folder));
    const search = async (typed: (query: BeirQuery) => string) => {
      const searched: SearchedQuery[] = [];
      for (const query of some) searched.push(await searchOne(opened, typed(query), query.judgements));
      return searched;
    };
    const asTyped = new TuningSet(name, await search(({ text }) => text), opened);
    work(asTyped);
    if (asTyped.language === 'en') return;
    const folded = await search(({ text }) => foldDiacritics(text));
    work(new TuningSet(`${name}, unaccented`, folded, opened));
  });
}

async function searchOne(
  { retriever }: OpenedDocuments,
  text: string,
  judgements: Judgements,
): Promise<SearchedQuery> {
  const question = retriever.understand(text);
  const results = await retriever.retrieve(question);
  return { question, judgements, results, features: retriever.fusionFeatures(question, results) };
}

function spread<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count);
  return items.filter((_, at) => Math.floor(at / step) > Math.floor((at - 1) / step));
}
