import type { Article, Span } from '../corpus/article.js';
import type { Question } from '../search/question.js';

/** An excerpt that backs an answer, with where it stands. */
export interface Citation {
  /** Number shown beside the statements that it backs, from 1. */
  readonly n: number;
  readonly article: Article;
  /** Exactly `article.text.slice(start, end)`: whole sentences, at most MAX_EXCERPT_LENGTH characters. */
  readonly excerpt: string;
  readonly start: number;
  readonly end: number;
  /** How well it fits the question, 0 to 1: comparable within one answer only. */
  readonly score: number;
  /** The question's words in {@link excerpt}, as offsets into it, in order and without overlaps. */
  readonly highlights: readonly Span[];
  /** The sentence in it that fits the question best, or that and its neighbour, as offsets into {@link excerpt}. */
  readonly keySentence: Span;
}

/** A sentence of the answer. It is an excerpt too: nothing is ever reworded. */
export interface Statement {
  readonly text: string;
  /** {@link Citation.n} of the excerpt that holds it. */
  readonly citation: number;
  /** The words that matter, as offsets into {@link text}. */
  readonly emphasis: readonly Span[];
}

/** What a question gets: statements with their citations, or the nearest article when the articles don't tell. */
export interface CitedAnswer {
  readonly question: Question;
  readonly answered: boolean;
  /** Empty when not answered. */
  readonly statements: readonly Statement[];
  /** Best first; empty when not answered. */
  readonly citations: readonly Citation[];
  /** The nearest article when not answered; null when answered, or when there is nothing to search. */
  readonly closest: { readonly article: Article; readonly score: number } | null;
  /** Estimated chance that the articles tell, 0 to 1. */
  readonly confidence: number;
  /** Milliseconds from question to answer. */
  readonly tookMs: number;
}
