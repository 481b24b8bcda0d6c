import type { Question } from '../search/question.js';
import type { Evidence } from './evidence.js';
import { weightedShare } from './sentence-evidence.js';

/** What was found for a question, term by term in the order of {@link Question.terms}. */
export interface Findings {
  /** How well the best excerpt, or its article's title, holds each term: 0 to 1. */
  readonly inExcerpt: readonly number[];
  /** The same for the whole article. */
  readonly inArticle: readonly number[];
  /** Whether any article holds the term. */
  readonly isKnown: readonly boolean[];
  /** How well each term tells passages apart, 0 to 1. */
  readonly selectivity: readonly number[];
  /** How well the best sentence has the kind of thing that was asked for, 0 to 1. */
  readonly expected: number;
  /** How well the best sentence's place fits the dates that the question names, 0 to 1; 1 when it names none. */
  readonly dateFit: number;
  /** Whether the best sentence dates something else than what was asked, or its article has another word for that. */
  readonly isOfAnother: boolean;
}

/** Words that weigh less ("ông", "là", "nói") tell nothing beside a name: "Ông Lê là ai?" asks for the name alone. */
const LEAST_TELLING_WEIGHT = 0.25;

/** What speaks for and against the articles telling. */
export function weighEvidence(question: Question, findings: Findings): Evidence {
  const { inExcerpt, inArticle, isKnown, selectivity, expected, dateFit, isOfAnother } = findings;
  const { terms } = question;
  const isPinned = terms.map((term) => term.kind !== 'word');
  const onlyWhere = (isOne: readonly boolean[]) =>
    selectivity.map((share, at) => (isOne[at] === true ? share : 0));
  const pinnedScores = inArticle.filter((_, at) => isPinned[at] === true);
  const missing = terms.map((term, at) =>
    isPinned[at] === true ? 0 : term.weight * (1 - (inExcerpt[at] ?? 0)),
  );
  // "tháng 5 năm 2016" is not told by a 5 and a 2016 that stand apart.
  const worstPinned = dateFit === 0 || isOfAnother ? 0 : Math.min(1, ...pinnedScores);
  const asksForNamesAlone =
    isPinned.includes(true) &&
    terms.every(({ kind, weight }) => kind !== 'word' || weight < LEAST_TELLING_WEIGHT);
  return {
    words: asksForNamesAlone
      ? weightedShare(terms, (at) => Number(inExcerpt[at] === 1), isPinned.map(Number))
      : weightedShare(terms, (at) => inExcerpt[at] ?? 0, onlyWhere(isPinned.map((is) => !is))),
    pinned: weightedShare(terms, (at) => inArticle[at] ?? 0, isPinned.map(Number)),
    pinnedMissing: 1 - worstPinned,
    unknown: weightedShare(terms, (at) => (isKnown[at] === true ? 0 : 1)),
    missing: Math.max(0, ...missing),
    unexpected: question.kind === 'other' ? 0 : 1 - expected,
    english: question.language === 'en' ? 1 : 0,
  };
}
