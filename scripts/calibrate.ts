/**
 * Calibrates when to say that the articles don't tell, for the embedding model in use, and keeps the result in
 * data/calibration.json:
 *
 *     npm run calibrate [-- --questions FILE] [--articles DIR …]
 *
 * Every golden question is asked twice: of all articles, and of all but those that answer it. The second has no answer, and is
 * as near a miss as there can be. A logistic regression on the evidence (src/answer/evidence.ts) tells the two apart; the
 * figures printed are from questions that it was not fitted on (cross-validation in {@link FOLDS} parts). No RERANK_MODEL may be
 * set: another ranking gives other evidence, and a calibration is kept, and found again, by the embedding model alone.
 */
import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Answerer } from '../src/answer/answer.js';
import { CALIBRATION_FILE, readCalibrations, type KeptCalibration } from '../src/answer/calibration.js';
import { FEATURES, featuresOf } from '../src/answer/evidence.js';
import { BUILT_IN_MODEL } from '../src/embedding/models.js';
import { Application } from '../src/application.js';
import { listArticleFiles } from '../src/corpus/read-folder.js';
import { UserError } from '../src/errors.js';
import { PROJECT_ROOT, type Settings } from '../src/settings.js';
import { readGoldenQuestions, type GoldenQuestion } from './evaluation/golden-questions.js';
import { chance, fitLogistic, type Example, type LogisticModel } from './evaluation/logistic-regression.js';
import { withArticles } from './evaluation/open-articles.js';
import { runProgram } from '../src/run-program.js';

const ANY_MODEL = 'any';
const FOLDS = 8;
const RIDGE = 1;
/** Share of answerable questions that may be refused. */
const MOST_WRONGLY_REFUSED = 0.045;
/** What each feature can only speak for (1) or against (-1): a fit on a few hundred questions must not say otherwise. */
const SIGN_OF: Readonly<Record<(typeof FEATURES)[number], number>> = {
  words: 1,
  pinned: 1,
  pinnedMissing: -1,
  unknown: -1,
  missing: -1,
  unexpected: -1,
  english: 0,
};
const SIGNS = FEATURES.map((name) => SIGN_OF[name]);

interface Asked extends Example {
  readonly id: string;
  /** True for a question that was written to have no answer; false for one whose articles were left out. */
  readonly isWritten: boolean;
}

async function main(settings: Settings): Promise<void> {
  const { values } = parseArgs({
    options: {
      questions: { type: 'string', default: path.join(PROJECT_ROOT, 'data/eval/articles.jsonl') },
      articles: { type: 'string', multiple: true, default: [path.join(PROJECT_ROOT, 'data/articles')] },
    },
  });
  if (settings.rerankModel !== null) throw rerankerSet();
  const golden = await readGoldenQuestions(values.questions);
  const application = await Application.open(settings);
  const asked: Asked[] = [];
  for (const folder of values.articles) asked.push(...(await askAll(application, golden, folder)));
  const kept = readCalibrations();
  const { name: model, fingerprint } = application.embedder;
  await application.close();
  const own = calibrate(asked, model, fingerprint);
  // Models that nobody measured are served by what the built-in one gave.
  const measured = model === BUILT_IN_MODEL ? [own, { ...own, model: ANY_MODEL, fingerprint: null }] : [own];
  const others = kept.filter((other) => !measured.some((made) => made.model === other.model));
  await writeFile(CALIBRATION_FILE, `${JSON.stringify([...measured, ...others], null, 2)}\n`);
  for (const made of measured) process.stdout.write(`${made.model}: ${JSON.stringify(made.measured)}\n`);
}

function rerankerSet(): UserError {
  return new UserError(
    'usage',
    'RERANK_MODEL is set, and a calibration is kept by the embedding model alone: it would serve answers without it, too.',
    'Run `RERANK_MODEL= npm run calibrate`.',
  );
}

/** Asks every question of the whole folder, and each that only one article answers of the folder without it. */
async function askAll(
  application: Application,
  golden: readonly GoldenQuestion[],
  folder: string,
): Promise<Asked[]> {
  const asked = await withArticles(application, folder, (answerer) => ask(answerer, golden, true));
  const files = (await listArticleFiles(folder)).files.map((file) => path.basename(file.path));
  for (const file of files) {
    const misses = golden.filter((question) => {
      const tellers = files.filter((name) =>
        question.articles.some((article) => path.basename(article) === name),
      );
      return tellers.length === 1 && tellers[0] === file;
    });
    const unanswerable = misses.map((question) => ({ ...question, articles: [], answers: [] }));
    const isFile = (articlePath: string) => path.basename(articlePath) === file;
    asked.push(
      ...(await withArticles(application, folder, (answerer) => ask(answerer, unanswerable, false), isFile)),
    );
  }
  return asked;
}

async function ask(
  answerer: Answerer,
  questions: readonly GoldenQuestion[],
  isWritten: boolean,
): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const { id, question, answers } of questions) {
    const evidence = await answerer.evidenceFor(question);
    if (evidence === null) continue;
    asked.push({ id, isWritten, isPositive: answers.length > 0, features: featuresOf(evidence), weight: 1 });
  }
  return asked;
}

/** Fits on all questions; threshold and figures come from the folds that a question was left out of. */
function calibrate(asked: readonly Asked[], model: string, fingerprint: string | null): KeptCalibration {
  const balanced = balance(asked);
  const ids = [...new Set(asked.map((question) => question.id))];
  const foldOf = new Map(ids.map((id, at) => [id, at % FOLDS]));
  const models = Array.from({ length: FOLDS }, (_, fold): LogisticModel =>
    fitLogistic(
      balanced.filter((question) => foldOf.get(question.id) !== fold),
      RIDGE,
      SIGNS,
    ),
  );
  const judged = asked.map((question) => ({
    ...question,
    chance: chance(models[foldOf.get(question.id) ?? 0] ?? { bias: 0, weights: [] }, question.features),
  }));
  const answerable = judged.filter((question) => question.isPositive).sort((a, b) => a.chance - b.chance);
  // The greatest threshold that refuses no more of the answerable questions than it may.
  const threshold = answerable[Math.floor(answerable.length * MOST_WRONGLY_REFUSED)]?.chance ?? 0.5;
  const refused = (isOne: (question: Asked) => boolean) => {
    const some = judged.filter(isOne);
    return round(some.filter((question) => question.chance < threshold).length / some.length);
  };
  const { bias, weights } = fitLogistic(balanced, RIDGE, SIGNS);
  return {
    model,
    fingerprint,
    bias: round(bias),
    weights: Object.fromEntries(
      FEATURES.map((name, at) => [name, round(weights[at] ?? 0)]),
    ) as KeptCalibration['weights'],
    threshold: round(threshold),
    measured: {
      answerable: answerable.length,
      wronglyRefused: refused((question) => question.isPositive),
      rightlyRefused: refused((question) => !question.isPositive && question.isWritten),
      rightlyRefusedWithoutItsArticle: refused((question) => !question.isPositive && !question.isWritten),
    },
  };
}

/** Questions without an answer count as much, in all, as those with one. */
function balance(asked: readonly Asked[]): Asked[] {
  const positive = asked.filter((question) => question.isPositive).length;
  const written = asked.filter((question) => !question.isPositive && question.isWritten).length;
  const others = asked.length - positive - written;
  return asked.map((question) => {
    if (question.isPositive) return question;
    return { ...question, weight: positive / 2 / (question.isWritten ? written : others) };
  });
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

await runProgram(main);
