import type { Article, Span } from '../corpus/article.js';
import type { SmallTalk } from '../language/small-talk.js';
import type { Question } from '../retrieval/query/question.js';
import type { SearchResult } from '../retrieval/hybrid-retriever.js';

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

type Part = Omit<CitedAnswer, 'tookMs'>;

/**
 * One answer out of those to the questions of one message: what they state and cite one after the other, numbered through, and the questions
 * that the articles don't tell. A sentence that answers several is stated once, a place that several cite is cited once. It is as sure as the least sure of them.
 *
 * @param parts - at least one
 */
export function inOneAnswer(parts: readonly [Part, ...Part[]]): Part {
  const [first, ...others] = parts;
  if (others.length === 0) return first;
  const answered = parts.filter(isAnswered);
  const shown = answered.length > 0 ? answered : parts.filter(({ outcome }) => outcome === 'unread');
  const byWords = parts.some(({ lexicalOnly }) => lexicalOnly) && ({ lexicalOnly: true } as const);
  if (shown.length === 0) return byWords ? { ...first, ...byWords } : first;
  const statements: Part['statements'][number][] = [];
  const citations: Part['citations'][number][] = [];
  for (const part of shown) {
    const numbers = part.citations.map((one) => {
      const isSame = ({ article, start, end }: typeof one) =>
        article.id === one.article.id && start === one.start && end === one.end;
      const shown = citations.find(isSame) ?? { ...one, n: citations.length + 1 };
      if (shown.n > citations.length) citations.push(shown);
      return shown.n;
    });
    for (const one of part.statements) {
      const citation = numbers[one.citation - 1] ?? 1;
      const isSaid = statements.some((said) => said.citation === citation && said.text === one.text);
      if (!isSaid) statements.push({ ...one, citation });
    }
  }
  const untold = answered.length > 0 ? parts.filter((part) => !isAnswered(part)) : [];
  const isSure = shown.every(({ outcome }) => outcome === 'told');
  return {
    question: first.question,
    outcome: answered.length === 0 ? 'unread' : isSure ? 'told' : 'perhaps',
    statements,
    citations,
    closest: null,
    confidence: Math.min(...shown.map(({ confidence }) => confidence)),
    untold: untold.map(({ question }) => question.text),
    ...byWords,
  };
}

/**
 * What was found for the questions of one message: the best of each, then the second best of each, and so on; no passage twice.
 *
 * @param question - all of them, as one
 */
export function inOneResult(question: Question, results: readonly SearchResult[]): SearchResult {
  const most = Math.max(0, ...results.map(({ found }) => found.length));
  const ranks = Array.from({ length: most }, (_, rank) => rank);
  const found = ranks.flatMap((rank) => results.flatMap((result) => result.found[rank] ?? []));
  const passages = found.map(({ passage }) => passage);
  return {
    question,
    found: found.filter(({ passage }, at) => passages.indexOf(passage) === at),
    ...(results.some(({ lexicalOnly }) => lexicalOnly) && { lexicalOnly: true }),
  };
}
