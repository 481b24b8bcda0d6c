import path from 'node:path';
import { isAnswered, type CitedAnswer } from '../../src/answer/cited-answer.js';
import { holdsAnswer, type GoldenQuestion } from './golden-questions.js';

/** What became of one golden question. */
export interface GoldenOutcome {
  readonly id: string;
  readonly lang: string;
  readonly question: string;
  readonly answerable: boolean;
  readonly answered: boolean;
  readonly confidence: number;
  /** The first excerpt holds the answer. */
  readonly first: boolean;
  /** One of the first three excerpts holds it. */
  readonly firstThree: boolean;
}

/** Shares, 0 to 1, over the questions of one language. */
export interface GoldenSummary {
  readonly answerable: number;
  readonly answerInFirst: number;
  readonly answerInFirstThree: number;
  /** Share of the answerable questions that were refused. */
  readonly wronglyRefused: number;
  readonly unanswerable: number;
  /** Share of the unanswerable questions that were refused. */
  readonly rightlyRefused: number;
}

/** Judges an answer. An excerpt counts only when it is from an article that is named as telling. */
export function judge(golden: GoldenQuestion, answer: CitedAnswer): GoldenOutcome {
  const holds = answer.citations.map(
    (citation) =>
      golden.articles.some((file) => path.basename(file) === path.basename(citation.article.path)) &&
      holdsAnswer(citation.excerpt, golden.answers),
  );
  return {
    id: golden.id,
    lang: golden.lang,
    question: golden.question,
    answerable: golden.answers.length > 0,
    answered: isAnswered(answer),
    confidence: answer.confidence,
    first: holds[0] ?? false,
    firstThree: holds.slice(0, 3).some(Boolean),
  };
}

/** Summaries by `lang`, and over all under the key `all`. */
export function summarize(outcomes: readonly GoldenOutcome[]): Record<string, GoldenSummary> {
  const languages = [...new Set(outcomes.map((outcome) => outcome.lang))];
  return Object.fromEntries([
    ...languages.map(
      (lang) => [lang, summaryOf(outcomes.filter((outcome) => outcome.lang === lang))] as const,
    ),
    ['all', summaryOf(outcomes)] as const,
  ]);
}

function summaryOf(outcomes: readonly GoldenOutcome[]): GoldenSummary {
  const answerable = outcomes.filter((outcome) => outcome.answerable);
  const unanswerable = outcomes.filter((outcome) => !outcome.answerable);
  return {
    answerable: answerable.length,
    answerInFirst: share(answerable, (outcome) => outcome.first),
    answerInFirstThree: share(answerable, (outcome) => outcome.firstThree),
    wronglyRefused: share(answerable, (outcome) => !outcome.answered),
    unanswerable: unanswerable.length,
    rightlyRefused: share(unanswerable, (outcome) => !outcome.answered),
  };
}

/** Share of the outcomes that are so; 0 of none. */
function share(outcomes: readonly GoldenOutcome[], isSo: (outcome: GoldenOutcome) => boolean): number {
  return outcomes.length === 0 ? 0 : outcomes.filter(isSo).length / outcomes.length;
}
