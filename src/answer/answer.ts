import type { Article, Span } from '../corpus/article.js';
import { splitSentences } from '../corpus/sentences.js';
import type { ArticleFilter } from '../index/passage-index.js';
import type { Question } from '../search/question.js';
import type { Searcher, SearchResult } from '../search/searcher.js';
import { tokenize, type Token } from '../search/vietnamese.js';
import type { Citation, CitedAnswer, Statement } from './answer-types.js';
import { confidenceOf, type Calibration, type Evidence } from './evidence.js';
import { excerptAround, overlaps } from './excerpt.js';
import { highlightsOf } from './highlights.js';
import { weighEvidence } from './weigh-evidence.js';
import { holdsWords, sameWords } from './near-duplicates.js';
import { rankSentences, termScores, type ArticleWords, type SentenceEvidence } from './sentence-evidence.js';

/** How a question is meant, and how its answer is put together. */
export interface AnswerOptions {
  readonly filter?: ArticleFilter;
  /** The questions of the same conversation before this one, oldest first: "còn năm 2016 thì sao?" needs them. */
  readonly earlier?: readonly string[];
  /** Citations at most. */
  readonly limit?: number;
}

/** Found passages whose sentences are weighed. */
const WEIGHED_PASSAGES = 12;
const DEFAULT_CITATIONS = 3;
/** A citation is shown when its score is at least this share of the best one's. */
const CITATION_SHARE = 0.5;
/** A sentence becomes part of the answer when its score is at least this share of the best one's. */
const STATEMENT_SHARE = 0.95;
/** The sentence next to a key sentence is part of the answer, too, when its score is at least this share. */
const NEIGHBOUR_SHARE = 0.9;

/** Answers questions from one open index by citing it. */
export class Answerer {
  readonly searcher: Searcher;
  private readonly calibration: Calibration;
  private readonly now: () => number;
  private readonly sentences = new Map<string, readonly Span[]>();
  private readonly texts = new Map<string, readonly Token[]>();
  private readonly words: ArticleWords = {
    header: (article) => this.searcher.headerTokens(article),
    text: (article) => remembered(this.texts, article.id, () => tokenize(article.text)),
  };

  /** @param now - milliseconds of a clock that only goes forward, for {@link CitedAnswer.tookMs} */
  constructor(searcher: Searcher, calibration: Calibration, now: () => number = () => performance.now()) {
    this.searcher = searcher;
    this.calibration = calibration;
    this.now = now;
  }

  /**
   * Answers a question, or says that the articles don't tell. An empty question finds nothing. One that may go on with
   * earlier ones is taken in the way that the articles speak for most; its text stays as it was asked.
   */
  async answer(text: string, options: AnswerOptions = {}): Promise<CitedAnswer> {
    const began = this.now();
    const [likeliest, ...others] = this.searcher.readings(text, options.earlier);
    let answer = await this.answerReading(likeliest, options);
    for (const reading of others) {
      const other = await this.answerReading(reading, options);
      if (other.confidence > answer.confidence) answer = other;
    }
    return { ...answer, question: { ...answer.question, text }, tookMs: this.now() - began };
  }

  /** The passages for a question, best first, with the question understood after the earlier ones. */
  async search(text: string, options: Pick<AnswerOptions, 'filter' | 'earlier'> = {}): Promise<SearchResult> {
    const [likeliest] = this.searcher.readings(text, options.earlier);
    const { question, found } = await this.searcher.search(likeliest, options.filter);
    return { question: { ...question, text }, found };
  }

  private async answerReading(text: string, options: AnswerOptions): Promise<Omit<CitedAnswer, 'tookMs'>> {
    const { question, citations, evidence, nearest } = await this.gather(text, options);
    const confidence = evidence === null ? 0 : confidenceOf(evidence, this.calibration);
    const answered = evidence !== null && confidence >= this.calibration.threshold;
    return {
      question,
      answered,
      statements: answered ? statementsOf(citations) : [],
      citations: answered ? citations : [],
      closest: answered || nearest === undefined ? null : { article: nearest.article, score: nearest.score },
      confidence,
    };
  }

  /** What speaks for and against the articles telling; null when nothing was found. For calibration. */
  async evidenceFor(text: string): Promise<Evidence | null> {
    return (await this.gather(text, {})).evidence;
  }

  private async gather(text: string, options: AnswerOptions) {
    const { question, found } = await this.searcher.search(text, options.filter);
    const selectivity = question.terms.map((term) => this.searcher.selectivity(term, question));
    const ranked = rankSentences(question, found.slice(0, WEIGHED_PASSAGES), this.words, selectivity);
    const citations = this.cite(question, ranked, options.limit ?? DEFAULT_CITATIONS);
    return {
      question,
      citations,
      evidence: this.weigh(question, selectivity, ranked[0], citations[0]),
      nearest: ranked[0],
    };
  }

  private weigh(
    question: Question,
    selectivity: readonly number[],
    best: SentenceEvidence | undefined,
    citation: Citation | undefined,
  ): Evidence | null {
    if (best === undefined || citation === undefined || question.terms.length === 0) return null;
    const inHeader = termScores(question, this.words.header(best.article));
    return weighEvidence(question, {
      inExcerpt: together(termScores(question, tokenize(citation.excerpt)), inHeader),
      inArticle: together(termScores(question, this.words.text(best.article)), inHeader),
      isKnown: question.terms.map((term) => this.searcher.knowsTerm(term)),
      selectivity,
      expected: best.expected,
    });
  }

  private cite(question: Question, ranked: readonly SentenceEvidence[], limit: number): Citation[] {
    const citations: Citation[] = [];
    const least = (ranked[0]?.score ?? 0) * CITATION_SHARE;
    for (const evidence of ranked) {
      if (citations.length >= limit || evidence.score < least) break;
      const taken = citations.filter((citation) => citation.article.id === evidence.article.id);
      if (taken.some((citation) => overlaps(citation, evidence.span))) continue;
      const { article } = evidence;
      // The same article in another file is cut into other passages, so that its excerpts are not quite the same.
      const sentence = article.text.slice(evidence.span.start, evidence.span.end);
      if (citations.some((citation) => holdsWords(citation.excerpt, sentence))) continue;
      const span = excerptAround(this.sentencesOf(article), evidence.span, evidence.passage, taken);
      const excerpt = article.text.slice(span.start, span.end);
      if (citations.some((citation) => sameWords(citation.excerpt, excerpt))) continue;
      citations.push({
        n: citations.length + 1,
        article,
        excerpt,
        ...span,
        score: evidence.score,
        highlights: highlightsOf(question, excerpt),
        keySentence: relativeTo(span, keySpan(evidence, ranked)),
      });
    }
    return citations;
  }

  private sentencesOf(article: Article): readonly Span[] {
    return remembered(this.sentences, article.id, () => splitSentences(article.text));
  }
}

/** The best sentence, with the one before or after it where that answers about as well. */
function keySpan(best: SentenceEvidence, ranked: readonly SentenceEvidence[]): Span {
  const next = ranked.find(
    ({ article, span, score }) =>
      article.id === best.article.id &&
      score >= best.score * NEIGHBOUR_SHARE &&
      isNextTo(article.text, best.span, span),
  );
  if (next === undefined) return best.span;
  return { start: Math.min(best.span.start, next.span.start), end: Math.max(best.span.end, next.span.end) };
}

/** True when only a blank within a paragraph stands between two places of a text. */
function isNextTo(text: string, a: Span, b: Span): boolean {
  const between = a.end <= b.start ? text.slice(a.end, b.start) : text.slice(b.end, a.start);
  return !overlaps(a, b) && between.length <= 1 && !between.includes('\n');
}

function relativeTo(outer: Span, inner: Span): Span {
  return {
    start: Math.max(0, inner.start - outer.start),
    end: Math.min(outer.end, inner.end) - outer.start,
  };
}

/** The key sentences of the citations that fit about as well as the best. */
function statementsOf(citations: readonly Citation[]): Statement[] {
  const least = (citations[0]?.score ?? 0) * STATEMENT_SHARE;
  return citations
    .filter((citation) => citation.score >= least)
    .map(({ n, excerpt, keySentence, highlights }) => ({
      text: excerpt.slice(keySentence.start, keySentence.end),
      citation: n,
      emphasis: highlights
        .filter((span) => keySentence.start <= span.start && span.end <= keySentence.end)
        .map((span) => ({ start: span.start - keySentence.start, end: span.end - keySentence.start })),
    }));
}

/** The better of two scores, term by term. */
function together(a: readonly number[], b: readonly number[]): number[] {
  return a.map((score, at) => Math.max(score, b[at] ?? 0));
}

/** The value kept under a key, made on first use. */
function remembered<T>(kept: Map<string, T>, key: string, make: () => T): T {
  let value = kept.get(key);
  if (value === undefined) kept.set(key, (value = make()));
  return value;
}
