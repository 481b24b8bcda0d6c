import type { Article, Span } from '../corpus/article.js';
import type { SmallTalk } from '../language/small-talk.js';
import type { Question } from '../retrieval/query/question.js';

/** An excerpt that backs an answer, with where it stands. */
export interface Citation {
  /** Number shown beside the statements that it backs, from 1. */
  readonly n: number;
  readonly article: Article;
  /** Exactly `article.text.slice(start, end)`: whole sentences, at most MAX_EXCERPT_LENGTH characters. */
  readonly excerpt: string;
  readonly start: number;
  readonly end: number;
  /** Estimated chance that it answers, 0 to 1; where nothing was read, how well its passage fits beside the others. */
  readonly score: number;
  /** The sentences in it that answer, as offsets into {@link excerpt}; null where nothing was read. */
  readonly statement: Span | null;
  /** The words that answer, likewise: within {@link statement}. */
  readonly answer: Span | null;
}

/** A sentence of the answer, or several. It is an excerpt too: nothing is ever reworded. */
export interface Statement {
  readonly text: string;
  /** {@link Citation.n} of the excerpt that holds it. */
  readonly citation: number;
  /** The words that answer, as offsets into {@link text}. */
  readonly answer: Span;
}

/**
 * What became of a question: the articles tell (`told`), or it looks as if they did (`perhaps`), or they don't (`not-told`); or
 * passages were found that nobody could read (`unread`). A message that asks the articles nothing is `small-talk`.
 */
export type Outcome = 'told' | 'perhaps' | 'not-told' | 'unread' | 'small-talk';

/** What a question gets: statements with their citations, or the nearest article when the articles don't tell. */
export interface CitedAnswer {
  readonly question: Question;
  readonly outcome: Outcome;
  /** Empty but where the articles tell, or perhaps do. */
  readonly statements: readonly Statement[];
  /** Best first; empty when not told. */
  readonly citations: readonly Citation[];
  /** The nearest article when not told; null otherwise, or when there is nothing to search. */
  readonly closest: { readonly article: Article; readonly score: number } | null;
  /** Estimated chance that the articles tell, 0 to 1. */
  readonly confidence: number;
  /** Of several questions in one message, those that the articles don't tell while they tell others. */
  readonly untold?: readonly string[];
  /** Of a message of more questions than are answered at once, those that nobody looked at. */
  readonly passedOver?: readonly string[];
  /** What a message is that asks nothing, and a name that the articles know, to show how one asks; null where they know none. */
  readonly smallTalk?: { readonly kind: SmallTalk; readonly about: string | null };
  /** True where only words were searched for, because the embedding model did not answer. */
  readonly lexicalOnly?: boolean;
  /** Milliseconds from question to answer. */
  readonly tookMs: number;
}

/** Whether an answer states something. */
export function isAnswered({ outcome }: Pick<CitedAnswer, 'outcome'>): boolean {
  return outcome === 'told' || outcome === 'perhaps';
}
