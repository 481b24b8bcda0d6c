/**
 * Calibrates how far the reading model in use is trusted, and keeps the result beside it (answerability.json), by
 * questions that the texts of a set answer, near misses that they don't, and questions that are about something else. First the weight of the retrieval score beside the reader's margin is
 * chosen, so that the best span is right most often; then a logistic regression on the features of the best span
 * (src/answer/answerability.ts) is fitted, to tell the questions apart that are answered. The figures printed are from questions that it was
 * not fitted on (cross-validation in {@link FOLDS} parts): which features help, the area under the ROC curve, how often it is right when
 * it says how sure it is (reliability), and the share of wrong answers by the share of questions answered (risk–coverage).
 */
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ANSWERABILITY_FILE, type AnswerabilityModel } from '../../src/answer/answerability.js';
import { Application } from '../../src/application.js';
import { UserError } from '../../src/lib/errors.js';
import { locateModel } from '../../src/models/model-files.js';
import { flag, texts, runProgram } from '../../src/terminal/run-program.js';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import {
  askForEvidence,
  calibrate,
  chooseRetrievalWeight,
  type AskedQuestion,
  type Told,
} from './calibration.js';
import { readGoldenQuestions, type GoldenQuestion } from '../../scripts/evaluation/golden-questions.js';
import { queryProgress } from '../../scripts/evaluation/query-progress.js';
import {
  articlesFolder,
  readReadingSet,
  type ReadingQuestion,
  type ReadingSet,
} from '../../scripts/evaluation/reading-set.js';
import { withArticles } from '../../scripts/evaluation/open-articles.js';

const PROGRAM = {
  command: 'npm --prefix lab run calibrate',
  about:
    'Measures how far the reading model in use is to be trusted, by the golden questions of data/eval and by further sets, prints the ' +
    'figures, and keeps the result beside the model (answerability.json).',
  options: {
    set: texts('SET', 'a further set, as npm run evaluate -- --reading takes it; may be given several times'),
    'dry-run': flag('print the figures and keep nothing'),
  },
};

/** Of the questions of a further set one in so many is asked of the example articles, too. */
const ONE_IN = 8;

await runProgram(PROGRAM, async ({ settings, options }) => {
  const { readerModel } = settings;
  if (readerModel === null) {
    throw new UserError(
      'usage',
      'READER_MODEL is off: there is nothing to calibrate.',
      'Leave READER_MODEL out.',
    );
  }
  const further = await Promise.all(options.set.map(readReadingSet));
  const everyday = (await ownQuestions('off-topic.jsonl')).map(asAsked);
  const own = { name: 'data/eval', articles: path.join(PROJECT_ROOT, 'data/articles') };
  const golden = await ownQuestions('articles.jsonl', 'near-misses.jsonl');
  const sets = [{ ...own, questions: golden.map(asAsked) }, ...further];
  const application = await Application.open(settings);
  const asked: AskedQuestion[] = [];
  try {
    for (const set of sets) {
      asked.push(...(await askSet(application, set, 'near miss')));
      // What one set tells, the articles of another don't.
      const elsewhere = set.name === own.name ? further.flatMap(({ questions }) => sampled(questions)) : [];
      const offTopic = { ...set, name: `${set.name}, off topic`, questions: [...everyday, ...elsewhere] };
      asked.push(...(await askSet(application, offTopic, 'off topic')));
    }
  } finally {
    await application.close();
  }
  const retrievalWeight = chooseRetrievalWeight(asked);
  const { model, report } = calibrate(asked, retrievalWeight, settings.embeddingModel);
  process.stdout.write(`${report}\n`);
  if (options['dry-run']) return;
  const { folder } = locateModel(readerModel, 'reading', settings);
  const measured = { sets: sets.map(({ name }) => name), ...model.measured };
  const kept: AnswerabilityModel = { ...model, measured };
  await writeFile(path.join(folder, ANSWERABILITY_FILE), `${JSON.stringify(kept, null, 2)}\n`);
});

/** Questions of data/eval. */
async function ownQuestions(...names: readonly string[]): Promise<GoldenQuestion[]> {
  const files = names.map((name) => path.join(PROJECT_ROOT, 'data/eval', name));
  return (await Promise.all(files.map(readGoldenQuestions))).flat();
}

function asAsked({ id, lang, question, answers }: GoldenQuestion): ReadingQuestion {
  return { id, group: lang, question, answers };
}

/** Some of a set's questions, as ones that nothing answers. */
function sampled(questions: readonly ReadingQuestion[]): ReadingQuestion[] {
  return questions.filter((_, at) => at % ONE_IN === 0).map((one) => ({ ...one, answers: [] }));
}

async function askSet(
  application: Application,
  set: ReadingSet,
  untold: Exclude<Told, 'told'>,
): Promise<AskedQuestion[]> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
  const tell = queryProgress(process.stderr);
  try {
    const folder = await articlesFolder(set, path.join(scratch, 'articles'));
    return await withArticles(application, folder, (answerer) =>
      askForEvidence(answerer, set.questions, untold, (done) => {
        tell(done, set.questions.length);
      }),
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
