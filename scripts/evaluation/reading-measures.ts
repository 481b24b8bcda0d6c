import { isAnswered, type CitedAnswer } from '../../src/answer/cited-answer.js';
import { comparable } from '../../src/language/vietnamese.js';
import { holdsAnswer } from './golden-questions.js';

/** What became of one question. */
export interface ReadingOutcome {
  readonly id: string;
  readonly group: string;
  readonly question: string;
  readonly isAnswerable: boolean;
  readonly isAnswered: boolean;
  readonly confidence: number;
  /** The first statement holds one of the answers. */
  readonly inStatement: boolean;
  /** So does the first excerpt. */
  readonly inExcerpt: boolean;
  /** The span is one of the answers. */
  readonly exact: boolean;
  /** Best overlap of the span's words with those of an answer, 0 to 1. */
  readonly f1: number;
  readonly tookMs: number;
}

/** Shares, 0 to 1, over the questions of one group. */
export interface ReadingMeasures {
  readonly answerable: number;
  readonly inStatement: number;
  readonly inExcerpt: number;
  readonly exact: number;
  readonly f1: number;
  /** Share of the answerable questions that were refused. */
  readonly wronglyRefused: number;
  readonly unanswerable: number;
  /** Share of the unanswerable questions that were refused. */
  readonly rightlyRefused: number;
  /** Chance that an answerable question has a greater confidence than one without an answer; NaN without either. */
  readonly auroc: number;
  readonly medianMs: number;
}

/** Judges an answer as SQuAD's evaluation does: case, punctuation and blanks don't matter. */
export function judgeReading(
  {
    id,
    question,
    answers,
  }: { readonly id: string; readonly question: string; readonly answers: readonly string[] },
  group: string,
  answer: CitedAnswer,
): ReadingOutcome {
  const [statement] = answer.statements;
  const [citation] = answer.citations;
  const span =
    statement === undefined ? '' : statement.text.slice(statement.answer.start, statement.answer.end);
  return {
    id,
    group,
    question,
    isAnswerable: answers.length > 0,
    isAnswered: isAnswered(answer),
    confidence: answer.confidence,
    inStatement: statement !== undefined && holdsAnswer(statement.text, answers),
    inExcerpt: isAnswered(answer) && citation !== undefined && holdsAnswer(citation.excerpt, answers),
    exact: span !== '' && answers.some((told) => comparable(told) === comparable(span)),
    f1: Math.max(0, ...answers.map((told) => wordOverlap(span, told))),
    tookMs: answer.tookMs,
  };
}

/** Measures by group, and over all under the key `all`. */
export function measureReading(outcomes: readonly ReadingOutcome[]): Record<string, ReadingMeasures> {
  const groups = [...new Set(outcomes.map(({ group }) => group))].sort();
  const entries = groups.map(
    (group) => [group, measuresOf(outcomes.filter((one) => one.group === group))] as const,
  );
  return Object.fromEntries([...entries, ['all', measuresOf(outcomes)] as const]);
}

function measuresOf(outcomes: readonly ReadingOutcome[]): ReadingMeasures {
  const answerable = outcomes.filter(({ isAnswerable }) => isAnswerable);
  const unanswerable = outcomes.filter(({ isAnswerable }) => !isAnswerable);
  return {
    answerable: answerable.length,
    inStatement: mean(answerable.map(({ inStatement }) => Number(inStatement))),
    inExcerpt: mean(answerable.map(({ inExcerpt }) => Number(inExcerpt))),
    exact: mean(answerable.map(({ exact }) => Number(exact))),
    f1: mean(answerable.map(({ f1 }) => f1)),
    wronglyRefused: mean(answerable.map((one) => Number(!one.isAnswered))),
    unanswerable: unanswerable.length,
    rightlyRefused: mean(unanswerable.map((one) => Number(!one.isAnswered))),
    auroc: areaUnderCurve(
      answerable.map(({ confidence }) => confidence),
      unanswerable.map(({ confidence }) => confidence),
    ),
    medianMs: median(outcomes.map(({ tookMs }) => tookMs)),
  };
}

/** Area under the ROC curve (Mann–Whitney): the chance that one of `positive` is greater than one of `negative`, ties half. */
export function areaUnderCurve(positive: readonly number[], negative: readonly number[]): number {
  let won = 0;
  for (const a of positive) for (const b of negative) won += a > b ? 1 : a === b ? 0.5 : 0;
  return won / (positive.length * negative.length);
}

/** Harmonic mean of precision and recall over the words of two texts, each as often as it comes (SQuAD's F1). */
function wordOverlap(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const rest = [...right];
  const common = left.filter((word) => {
    const at = rest.indexOf(word);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  }).length;
  return common === 0 ? 0 : (2 * common) / (left.length + right.length);
}

function wordsOf(text: string): string[] {
  return comparable(text)
    .split(' ')
    .filter((word) => word !== '');
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
