import type { Answerer } from '../../src/answer/answer.js';
import {
  FEATURES,
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
/** Share of the plain answers whose question has to be told, where there are as many near misses. */
const TOLD_WHEN_SURE = 0.8;
/** What is known beforehand of each feature's weight: a passage does not tell less for answering better. */
const SIGNS: Readonly<Record<(typeof FEATURES)[number], -1 | 1>> = {
  tells: 1,
  retrieval: 1,
  similarity: 1,
  missing: -1,
};
const SIMILARITY = FEATURES.indexOf('similarity');
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

/** What a question is that the texts don't tell: they only seem to, or are about something else. */
const UNTOLD = ['near miss', 'off topic'] as const;
export type Told = 'told' | (typeof UNTOLD)[number];

/** How much the questions of each kind count in all; chosen by the table of both kinds that {@link calibrate} prints (docs/quality.md). */
const SHARES: Readonly<Record<Told, number>> = { told: 1, 'near miss': 0.8, 'off topic': 0.2 };

/** A question with the spans that were read for it. */
export interface AskedQuestion {
  readonly typing: Typing;
  readonly told: Told;
  readonly spans: readonly AskedSpan[];
}

/**
 * Asks questions for the spans that might answer them.
 *
 * @param untold - what a question is that has no answer
 */
export async function askForEvidence(
  answerer: Answerer,
  questions: readonly ReadingQuestion[],
  untold: Exclude<Told, 'told'>,
  onQuestion: (done: number) => void,
): Promise<AskedQuestion[]> {
  const asked: AskedQuestion[] = [];
  for (const { question, answers } of questions) {
    const spans = await answerer.evidenceFor(question);
    asked.push({
      typing: typingOf(answerer.retriever.understand(question)),
      told: answers.length > 0 ? 'told' : untold,
      spans: spans.map(({ span, statement, features }) => ({
        margin: span.margin,
        retrieval: span.found.score,
        features: FEATURES.map((name) => features[name] ?? 0),
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
  readonly told: Told;
  readonly isRight: boolean;
  readonly fold: number;
}

/** The similarity that nine of ten told questions have to what answers them: more of it says nothing more. */
function enoughSimilarity(examples: readonly Judged[]): number {
  const told = examples.filter(({ isPositive }) => isPositive);
  return quantile(
    told.map(({ features }) => features[SIMILARITY] ?? 0),
    0.1,
  );
}

/** Fits on all questions; the thresholds and the figures come from the folds that a question was left out of. */
export function calibrate(
  asked: readonly AskedQuestion[],
  retrievalWeight: number,
  embeddingModel: string,
): { readonly model: AnswerabilityModel; readonly report: string } {
  const read = asked.flatMap((one, at): Judged[] => {
    const best = bestOf(one, retrievalWeight);
    if (best === undefined) return [];
    const { typing, told } = one;
    return [{ ...best, typing, told, isPositive: told === 'told', weight: 1, fold: at % FOLDS }];
  });
  const enough = rounded(enoughSimilarity(read));
  const examples = read.map((example) => ({
    ...example,
    features: example.features.map((value, at) => (at === SIMILARITY ? Math.min(enough, value) : value)),
  }));
  const balanced = balance(examples, SHARES);
  const chances = crossValidated(balanced, FEATURES);
  const thresholds = thresholdsOf(balanced, chances);
  // What is about something else is the easier part, and would make nearly every answer a sure one.
  const besideNearMisses = balance(examples, { ...SHARES, 'near miss': 1, 'off topic': 0 });
  const sure = Math.max(leastSure(besideNearMisses, chances), ...Object.values(thresholds));
  const { bias, weights } = fit(balanced, FEATURES);
  const figures = figuresOf(balanced, chances, thresholds);
  const model: AnswerabilityModel = {
    bias: rounded(bias),
    weights: Object.fromEntries(
      FEATURES.map((name, at) => [name, rounded(weights[at] ?? 0)]),
    ) as AnswerabilityModel['weights'],
    retrievalWeight,
    similarities: { embeddingModel, enough },
    thresholds,
    sure: rounded(sure),
    measured: { ...figures },
  };
  const report = [
    `Weight of the retrieval score ${retrievalWeight}; answered without “perhaps” from a chance of ${sure.toFixed(3)} on.\n`,
    markdownTable(
      [
        'questions',
        'answered from',
        'told',
        'refused',
        ...UNTOLD.flatMap((kind) => [kind, 'rightly refused', 'AUROC']),
      ],
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
      ['features', ...UNTOLD.flatMap((kind) => [`AUROC, ${kind}`, 'rightly refused'])],
      [['all', ...untoldCells(figures)], ...FEATURES.map(without)],
    ),
    markdownTable(['chance', 'questions', 'of them told'], reliability(balanced, chances)),
    markdownTable(['answered, of all', 'wrong, of those'], riskCoverage(balanced, chances)),
  ].join('\n');
  return { model, report };

  function without(left: (typeof FEATURES)[number]): string[] {
    const others = FEATURES.filter((name) => name !== left);
    const of = crossValidated(balanced, others);
    return [`without ${left}`, ...untoldCells(figuresOf(balanced, of, thresholdsOf(balanced, of)))];
  }
}

function figureRow(questions: string, from: string, figures: Figures): string[] {
  const untold = UNTOLD.flatMap((kind) => {
    const { questions, rightlyRefused, auroc } = figures.untold[kind];
    return [String(questions), rightlyRefused.toFixed(3), auroc.toFixed(3)];
  });
  return [questions, from, String(figures.told), figures.wronglyRefused.toFixed(3), ...untold];
}

function untoldCells({ untold }: Figures): string[] {
  return UNTOLD.flatMap((kind) => [untold[kind].auroc.toFixed(3), untold[kind].rightlyRefused.toFixed(3)]);
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
function balance(examples: readonly Judged[], shares: Readonly<Record<Told, number>>): Judged[] {
  const counts = new Map<Told, number>();
  for (const { told } of examples) counts.set(told, (counts.get(told) ?? 0) + 1);
  const told = counts.get('told') ?? 0;
  return examples.map((example) => {
    return { ...example, weight: (shares[example.told] * told) / (counts.get(example.told) ?? 1) };
  });
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

/** How well told questions are told from each kind of the others. */
interface Figures {
  readonly told: number;
  readonly wronglyRefused: number;
  readonly untold: Readonly<
    Record<
      (typeof UNTOLD)[number],
      { readonly questions: number; readonly rightlyRefused: number; readonly auroc: number }
    >
  >;
}

function figuresOf(
  examples: readonly Judged[],
  chances: readonly number[],
  thresholds: AnswerabilityModel['thresholds'],
): Figures {
  const of = (kind: Told) => {
    const some = examples.flatMap(({ told, typing }, at) =>
      told === kind ? [{ chance: chances[at] ?? 0, threshold: thresholds[typing] }] : [],
    );
    return {
      questions: some.length,
      refused: rounded(some.filter(({ chance, threshold }) => chance < threshold).length / some.length),
      chances: some.map((one) => one.chance),
    };
  };
  const told = of('told');
  const untold = (kind: Told) => {
    const { questions, refused, chances } = of(kind);
    return { questions, rightlyRefused: refused, auroc: rounded(areaUnderCurve(told.chances, chances)) };
  };
  return {
    told: told.questions,
    wronglyRefused: told.refused,
    untold: { 'near miss': untold('near miss'), 'off topic': untold('off topic') },
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
