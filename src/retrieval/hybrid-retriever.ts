import { LRUCache } from 'lru-cache';
import type { Article, Passage } from '../corpus/article.js';
import type { Embedder } from '../embedding/embedder.js';
import { UserError } from '../lib/errors.js';
import type { ArticleFilter, PassageIndex } from '../index/passage-index.js';
import { keyEntities } from '../language/names.js';
import { headerOf } from './lexical/lexical-tables.js';
import { inAskedUnit, DateFit, inAskedTime } from './asked-ranking.js';
import { rewriteFollowUp } from './query/follow-up.js';
import { denseWeight, fuse, type Fused, type FusionFeatures, type Ranked } from './fusion.js';
import type { LexicalIndex } from './lexical/lexical-index.js';
import { openLexicalIndex } from './lexical/stored-lexical-index.js';
import { analyseQuestion, type LanguageResources, type Question } from './query/question.js';
import { matchTerm } from './query/term-matches.js';
import { tokenize, type Token, foldDiacritics } from '../language/vietnamese.js';

/** A passage found for a question, with the evidence for it. */
export interface FoundPassage {
  readonly passage: Passage;
  readonly article: Article;
  /** Fused score, 0 to 1: comparable within one question only. */
  readonly score: number;
  /** Lexical score over the question's best, 0 to 1. */
  readonly lexical: number;
  /**
   * Cosine similarity to the question, -1 to 1; of a passage that is not among the nearest that of the last of these, which it does not
   * reach. Null where only words were searched for.
   */
  readonly similarity: number | null;
}

/** What a search gave: the question as understood, and the passages, best first. */
export interface SearchResult {
  readonly question: Question;
  readonly found: readonly FoundPassage[];
  /** True where only words were searched for, because the embedding model did not answer. */
  readonly lexicalOnly?: boolean;
}

/** The passages that lexical and dense retrieval find, best first. */
export interface RetrievalResults {
  /** By BM25+. */
  readonly lexical: readonly Ranked[];
  /** By cosine similarity. */
  readonly dense: readonly Ranked[];
  /** See {@link SearchResult.lexicalOnly}. */
  readonly lexicalOnly?: boolean;
}

/** How many passages each of the two brings to the fusion. */
const CANDIDATES = 100;

/** Articles that a name to show is looked for in. */
const LOOKED_AT_FOR_NAME = 20;

/** Headers of articles whose words are kept: those that questions met last. */
const KEPT_HEADERS = 1_000;

/** Searches one open index: lexical and dense results, fused. Holds the lexical index in memory. */
export class HybridRetriever {
  readonly index: PassageIndex;
  readonly dateFit = new DateFit();
  private readonly resources: LanguageResources;
  private name: string | null | undefined;
  private readonly embedder: Pick<Embedder, 'embedQueries'>;
  private readonly lexicalIndex: LexicalIndex;
  private readonly articles: ReadonlyMap<string, Article>;
  private readonly headers: LRUCache<string, readonly Token[], Article>;

  constructor(index: PassageIndex, embedder: Pick<Embedder, 'embedQueries'>, resources: LanguageResources) {
    this.index = index;
    this.embedder = embedder;
    this.resources = resources;
    this.articles = new Map(index.articles.map((article) => [article.id, article]));
    this.headers = new LRUCache<string, readonly Token[], Article>({
      max: KEPT_HEADERS,
      memoMethod: (_, __, { context }) => tokenize(headerOf(context, resources.lexicon)),
    });
    this.lexicalIndex = openLexicalIndex(index, (passage) => this.articleOf(passage), resources.lexicon);
  }

  /** What a question may mean after the earlier ones of its conversation: see {@link rewriteFollowUp}. */
  rewriteFollowUp(text: string, earlier: readonly string[] = []): readonly [string, ...string[]] {
    return rewriteFollowUp(text, earlier, this.resources);
  }

  /** The passages for a question, best first, at most {@link CANDIDATES}. An empty question finds nothing. */
  async search(text: string, filter: ArticleFilter = {}): Promise<SearchResult> {
    const question = this.understand(text);
    if (question.tokens.length === 0) return { question, found: [] };
    const accepted = acceptedArticles(this.index.articles, filter);
    const results = await this.retrieve(question, accepted);
    const similarities = new Map(results.dense.map((hit) => [hit.position, hit.score]));
    const least = results.dense.at(-1)?.score ?? null;
    const found = this.fuseResults(question, results).flatMap(({ position, score, lexical }) => {
      const passage = this.index.passages[position];
      if (passage === undefined) return [];
      const similarity = similarities.get(position) ?? least;
      return [{ passage, article: this.articleOf(passage), score, lexical, similarity }];
    });
    const ofUnit = inAskedUnit(question, found, ({ passage }) => tokenize(passage.text));
    return {
      question,
      found: inAskedTime(question, ofUnit, this.dateFit).slice(0, CANDIDATES),
      ...(results.lexicalOnly && { lexicalOnly: true }),
    };
  }

  /** A name that the articles keep coming back to; null where none of the first does. */
  get knownName(): string | null {
    if (this.name === undefined) {
      this.name = null;
      for (const { text } of this.index.articles.slice(0, LOOKED_AT_FOR_NAME)) {
        this.name = keyEntities(text, this.resources.lexicon)[0] ?? null;
        if (this.name !== null) break;
      }
    }
    return this.name;
  }

  /** A question with the search's own knowledge of languages. */
  understand(text: string): Question {
    return analyseQuestion(text, this.resources);
  }

  /**
   * What lexical and dense retrieval find, each by itself: at most `limit` passages.
   *
   * @param accepted - ids of the articles to search; all, when undefined
   */
  async retrieve(
    question: Question,
    accepted?: ReadonlySet<string>,
    limit: number = CANDIDATES,
  ): Promise<RetrievalResults> {
    // The question is embedded by another process, while its words are looked up.
    const dense = this.denseResults(question, accepted, limit);
    // Heard of below; should the look-up throw, it is nobody's.
    dense.catch(() => undefined);
    const lexical = this.lexicalIndex.search(question, limit, (position) => {
      const passage = this.index.passages[position];
      return passage !== undefined && (accepted?.has(passage.articleId) ?? true);
    });
    try {
      return { lexical, dense: await dense };
    } catch (error) {
      if (!(error instanceof UserError && error.code === 'model-broken')) throw error;
      return { lexical, dense: [], lexicalOnly: true };
    }
  }

  /** Both results as one ranking. What stands beyond the first {@link CANDIDATES} of either has no say. */
  fuseResults(question: Question, results: RetrievalResults): Fused[] {
    const lexical = results.lexical.slice(0, CANDIDATES);
    const dense = results.dense.slice(0, CANDIDATES);
    return fuse(lexical, dense, denseWeight(this.fusionFeatures(question, { lexical, dense })));
  }

  /** What the first hits of both say of how far to trust each. */
  fusionFeatures({ language, ...question }: Question, { lexical, dense }: RetrievalResults): FusionFeatures {
    return {
      coverage: this.coverageOfBest(question, lexical),
      spread: (dense[0]?.score ?? 0) - (dense.at(-1)?.score ?? 0),
      language,
    };
  }

  private async denseResults(
    question: Question,
    accepted: ReadonlySet<string> | undefined,
    limit: number,
  ): Promise<Ranked[]> {
    const [vector] = await this.embedder.embedQueries([question.normalized]);
    if (vector === undefined) return [];
    const nearest = await this.index.nearest(vector, limit, accepted);
    return nearest.map(({ position, similarity }) => ({ position, score: similarity }));
  }

  articleOf(passage: Passage): Article {
    const article = this.articles.get(passage.articleId);
    if (article === undefined) throw new Error(`The index has no article ${passage.articleId}.`);
    return article;
  }

  /** The words of an article's title, publisher and date. */
  headerTokens(article: Article): readonly Token[] {
    return this.headers.memo(article.id, { context: article });
  }

  /** Weighted share of the question's terms that its best lexical hit or that hit's title holds. */
  private coverageOfBest(question: Pick<Question, 'terms' | 'accented'>, lexical: readonly Ranked[]): number {
    const passage = this.index.passages[lexical[0]?.position ?? -1];
    if (passage === undefined) return 0;
    const there = [...tokenize(passage.text), ...this.headerTokens(this.articleOf(passage))];
    let covered = 0;
    let total = 0;
    for (const term of question.terms) {
      covered += term.weight * matchTerm(term, there, question.accented).score;
      total += term.weight;
    }
    return total > 0 ? covered / total : 0;
  }
}

/** True when an article passes the filter. One without a date passes no date bound: it can't be said to lie within. */
export function passesFilter(article: Article, filter: ArticleFilter): boolean {
  const date = article.publishedAt;
  if (filter.from !== undefined && (date === null || date < filter.from)) return false;
  if (filter.to !== undefined && (date === null || date > filter.to)) return false;
  if (filter.publisher === undefined) return true;
  return article.publisher !== null && isSamePublisher(article.publisher, filter.publisher);
}

/** Whether two names are of one publisher: the same but for case, diacritics and blanks. “Tuổi Trẻ” is not “Tuổi Trẻ Thủ Đô”. */
export function isSamePublisher(one: string, other: string): boolean {
  const [first, second] = [one, other].map((name) => foldDiacritics(name).replace(/\s+/gu, ' ').trim());
  return first === second;
}

/** Ids of the articles that pass the filter, or undefined when all do. */
export function acceptedArticles(
  articles: readonly Article[],
  filter: ArticleFilter,
): ReadonlySet<string> | undefined {
  if (filter.from === undefined && filter.to === undefined && filter.publisher === undefined)
    return undefined;
  return new Set(articles.filter((article) => passesFilter(article, filter)).map((article) => article.id));
}
