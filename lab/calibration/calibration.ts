import type { Answerer } from '../../src/answer/answer.js';
import {
  FEATURES,
  featuresOf,
  TYPINGS,
  typingOf,
  type AnswerabilityModel,
  type Typing,
} from '../../src/answer/answerability.js';
import { holdsAnswer } from '../../scripts/evaluation/golden-questions.js';
import { markdownTable } from '../record/markdown-table.js';
import { chance, fitLogistic, type Example, type LogisticModel } from './logistic-regression.js';
import { areaUnderCurve } from '../../scripts/evaluation/reading-measures.js';
import type { ReadingQuestion } from '../../scripts/evaluation/reading-set.js';

/** Parts that the questions are split into, each judged by what was fitted on the others. */
const FOLDS = 8;
const RIDGE = 1;
/** Share of the questions with an answer that may be refused: of all, and of those typed in each way. */
const MOST_WRONGLY_REFUSED = 0.05;
/** Share of the plain answers whose question has to be told; each class counts as much as the other. */
const TOLD_WHEN_SURE = 0.8;
/** What is known beforehand of each feature's weight: a passage does not tell less for answering better. */
const SIGNS: Readonly<Record<(typeof FEATURES)[number], -1 | 1>> = {
  tells: 1,
  retrieval: 1,
  missing: -1,
};
const RETRIEVAL_WEIGHTS = [0, 2, 4, 6, 8, 10, 12, 15, 20, 30];
const BINS = 10;
/** Fewer told questions typed in one way say nothing by themselves. */
const LEAST_TYPED = 40;

interface AskedSpan {
  readonly margin: number;
  readonly retrieval: number;
  readonly features: readonly number[];
  /** The statement that it is in holds one of the answers. */
  readonly isRight: boolean;
}

/** A question with the spans that were read for it. */
export interface AskedQuestion {
  readonly typing: Typing;
  readonly isTold: boolean;
  readonly spans: readonly AskedSpan[];
}

/** Asks questions for the spans that might answer them. */
export async function askForEvidence(
  answerer: Answerer,
  questions: readonly ReadingQuestion[],
  onQuestion: (done: number) => void,
): Promise<AskedQuestion[]> {
  const asked: AskedQuestion[] = [];
  for (const { question, answers } of questions) {
    const spans = await answerer.evidenceFor(question);
    asked.push({
      typing: typingOf(answerer.retriever.understand(question)),
      isTold: answers.length > 0,
      spans: spans.map(({ span, statement, features }) => ({
        margin: span.margin,
        retrieval: span.found.score,
        features: featuresOf(features),
        isRight: holdsAnswer(statement, answers),
      })),
    });
    onQuestion(asked.length);
  }
  return asked;
}

/** The weight by which the best span is right for most questions; of equal ones the least. */
export function chooseRetrievalWeight(asked: readonly AskedQuestion[]): number {
  const right = (weight: number) => asked.filter((one) => bestOf(one, weight)?.isRight === true).length;
  return RETRIEVAL_WEIGHTS.reduce((best, weight) => (right(weight) > right(best) ? weight : best));
}

function bestOf({ spans }: AskedQuestion, weight: number): AskedSpan | undefined {
  const scoreOf = (span: AskedSpan) => span.margin + weight * span.retrieval;
  return [...spans].sort((a, b) => scoreOf(b) - scoreOf(a))[0];
}

interface Judged extends Example {
  readonly typing: Typing;
  readonly isRight: boolean;
  readonly fold: number;
}

/** Fits on all questions; the thresholds and the figures come from the folds that a question was left out of. */
export function calibrate(
  asked: readonly AskedQuestion[],
  retrievalWeight: number,
): { readonly model: AnswerabilityModel; readonly report: string } {
  const examples = asked.flatMap((one, at): Judged[] => {
    const best = bestOf(one, retrievalWeight);
    if (best === undefined) return [];
    const { features, isRight } = best;
    return [{ features, isPositive: one.isTold, isRight, weight: 1, fold: at % FOLDS, typing: one.typing }];
  });
  const balanced = balance(examples);
  const chances = crossValidated(balanced, FEATURES);
  const thresholds = thresholdsOf(balanced, chances);
  const sure = Math.max(leastSure(balanced, chances), ...Object.values(thresholds));
  const { bias, weights } = fit(balanced, FEATURES);
  const figures = figuresOf(balanced, chances, thresholds);
  const model: AnswerabilityModel = {
    bias: rounded(bias),
    weights: Object.fromEntries(
      FEATURES.map((name, at) => [name, rounded(weights[at] ?? 0)]),
    ) as AnswerabilityModel['weights'],
    retrievalWeight,
    thresholds,
    sure: rounded(sure),
    measured: figures,
  };
  const report = [
    `Weight of the retrieval score ${retrievalWeight}; answered without “perhaps” from a chance of ${sure.toFixed(3)} on.\n`,
    markdownTable(
      ['questions', 'answered from', 'told', 'refused', 'not told', 'rightly refused', 'AUROC'],
      [
        figureRow('all', '', figures),
        ...TYPINGS.map((typing) => {
          const of = <One>(some: readonly One[]) => some.filter((_, at) => balanced[at]?.typing === typing);
          const ofTyping = figuresOf(of(balanced), of(chances), thresholds);
          return figureRow(typing, thresholds[typing].toFixed(3), ofTyping);
        }),
      ],
    ),
    markdownTable(
      ['features', 'AUROC', 'rightly refused'],
      [['all', figures.auroc.toFixed(3), figures.rightlyRefused.toFixed(3)], ...FEATURES.map(without)],
    ),
    markdownTable(['chance', 'questions', 'of them told'], reliability(balanced, chances)),
    markdownTable(['answered, of all', 'wrong, of those'], riskCoverage(balanced, chances)),
  ].join('\n');
  return { model, report };

  function without(left: (typeof FEATURES)[number]): string[] {
    const others = FEATURES.filter((name) => name !== left);
    const of = crossValidated(balanced, others);
    const { auroc, rightlyRefused } = figuresOf(balanced, of, thresholdsOf(balanced, of));
    return [`without ${left}`, auroc.toFixed(3), rightlyRefused.toFixed(3)];
  }
}

function figureRow(questions: string, from: string, of: ReturnType<typeof figuresOf>): string[] {
  const { told, wronglyRefused, untold, rightlyRefused, auroc } = of;
  const shares = [wronglyRefused, rightlyRefused, auroc].map((share) => share.toFixed(3));
  return [questions, from, String(told), shares[0] ?? '', String(untold), shares[1] ?? '', shares[2] ?? ''];
}

/** Fits with some of the features only: the weights of the others are 0. */
function fit(examples: readonly Judged[], names: readonly string[]): LogisticModel {
  const used = examples.map((example) => ({
    ...example,
    features: FEATURES.map((name, at) => (names.includes(name) ? (example.features[at] ?? 0) : 0)),
  }));
  return fitLogistic(
    used,
    RIDGE,
    FEATURES.map((name) => SIGNS[name]),
  );
}

/** The chance of each example by a model that was fitted on the other folds, with some of the features only. */
function crossValidated(examples: readonly Judged[], names: readonly string[]): number[] {
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fit(
      examples.filter((example) => example.fold !== fold),
      names,
    ),
  );
  return examples.map(({ features, fold }) => chance(models[fold] ?? { bias: 0, weights: [] }, features));
}

/** Questions without an answer count as much, in all, as those with one. */
function balance(examples: readonly Judged[]): Judged[] {
  const told = examples.filter(({ isPositive }) => isPositive).length;
  const untold = examples.length - told;
  return examples.map((example) => (example.isPositive ? example : { ...example, weight: told / untold }));
}

/** For each way of typing the chance from which on an answer is given: no more of all told questions is refused than may be, nor of those typed so. */
function thresholdsOf(
  examples: readonly Judged[],
  chances: readonly number[],
): AnswerabilityModel['thresholds'] {
  const told = examples.flatMap(({ isPositive, typing }, at) =>
    isPositive ? [{ typing, one: chances[at] ?? 0 }] : [],
  );
  const of = (typing: Typing) => {
    const typed = told.filter((each) => each.typing === typing);
    const [ofAll, ofTyped] = [told, typed].map((some) =>
      quantile(
        some.map(({ one }) => one),
        MOST_WRONGLY_REFUSED,
      ),
    );
    const least = Math.min(ofAll ?? 0.5, typed.length < LEAST_TYPED ? 1 : (ofTyped ?? 1));
    // Rounded up, it would refuse that question, too.
    return Math.floor(least * 10_000) / 10_000;
  };
  return { accented: of('accented'), unaccented: of('unaccented'), english: of('english') };
}

function figuresOf(
  examples: readonly Judged[],
  chances: readonly number[],
  thresholds: AnswerabilityModel['thresholds'],
) {
  const isRefused = examples.map(({ typing }, at) => (chances[at] ?? 0) < thresholds[typing]);
  const of = <One>(all: readonly One[], isTold: boolean) =>
    all.filter((_, at) => examples[at]?.isPositive === isTold);
  const share = (refused: readonly boolean[]) => rounded(refused.filter(Boolean).length / refused.length);
  return {
    told: of(chances, true).length,
    untold: of(chances, false).length,
    auroc: rounded(areaUnderCurve(of(chances, true), of(chances, false))),
    wronglyRefused: share(of(isRefused, true)),
    rightlyRefused: share(of(isRefused, false)),
  };
}

/** The least chance from which on enough of the questions are told. */
function leastSure(examples: readonly Judged[], chances: readonly number[]): number {
  const order = chances.map((one, at) => ({ one, example: examples[at] })).sort((a, b) => b.one - a.one);
  let sure = 1;
  let [told, all] = [0, 0];
  for (const { one, example } of order) {
    const weight = example?.weight ?? 0;
    all += weight;
    told += example?.isPositive === true ? weight : 0;
    if (told / all >= TOLD_WHEN_SURE) sure = one;
  }
  return sure;
}

/** How many of the questions are told, by what their chance was said to be; each class counts as much as the other. */
function reliability(examples: readonly Judged[], chances: readonly number[]): string[][] {
  return Array.from({ length: BINS }, (_, bin) => {
    const inBin = examples.filter(
      (_, at) => Math.min(BINS - 1, Math.floor((chances[at] ?? 0) * BINS)) === bin,
    );
    const total = inBin.reduce((sum, { weight }) => sum + weight, 0);
    const told = inBin.reduce((sum, { weight, isPositive }) => sum + (isPositive ? weight : 0), 0);
    const share = total === 0 ? '–' : (told / total).toFixed(2);
    return [`${(bin / BINS).toFixed(1)}–${((bin + 1) / BINS).toFixed(1)}`, String(inBin.length), share];
  });
}

/** The share of wrong answers where only the surest are given. */
function riskCoverage(examples: readonly Judged[], chances: readonly number[]): string[][] {
  const order = chances
    .map((one, at) => ({ one, isRight: examples[at]?.isRight === true }))
    .sort((a, b) => b.one - a.one);
  return [0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1].map((coverage) => {
    const given = order.slice(0, Math.max(1, Math.round(coverage * order.length)));
    const wrong = given.filter(({ isRight }) => !isRight).length / given.length;
    return [coverage.toFixed(1), wrong.toFixed(3)];
  });
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0.5;
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
