/**
 * Measures the answers to golden questions over a folder of articles, indexed by the product's own code:
 *
 *     npm run --silent evaluate -- --questions data/eval/articles.jsonl --articles data/articles [--json] [--failures]
 *
 * or the reading, from end to end over the texts of a set of questions (SQuAD 2.0, contexts, or golden questions):
 *
 *     npm run --silent evaluate -- --reading SET [--json] [--failures] [--unaccented] [--sample N]
 *
 * or the retrieval alone, on a public test collection in BEIR format:
 *
 *     npm run --silent evaluate -- --beir DIR [--json] [--unaccented] [--run FILE]
 *
 * The form of the questions is in data/eval/README.md, those of sets and folders in docs/quality.md.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Application } from '../src/application.js';
import { UserError } from '../src/lib/errors.js';
import { runProgram } from '../src/terminal/run-program.js';
import { PROJECT_ROOT, type Settings } from '../src/config/settings.js';
import { Printer } from '../src/terminal/printer.js';
import { createProgress } from '../src/terminal/progress.js';
import { evaluateBeir } from './evaluation/evaluate-beir.js';
import { evaluateGolden } from './evaluation/evaluate-golden.js';
import { evaluateReading } from './evaluation/evaluate-reading.js';
import { queryProgress } from './evaluation/query-progress.js';

/** Which options go with each of the three things that can be measured. */
const OPTIONS = {
  questions: ['questions', 'articles', 'failures'],
  reading: ['reading', 'failures', 'unaccented', 'sample'],
  beir: ['beir', 'unaccented', 'run'],
} as const;

function readOptions() {
  const { values } = parseArgs({
    options: {
      questions: { type: 'string' },
      articles: { type: 'string' },
      failures: { type: 'boolean' },
      beir: { type: 'string' },
      reading: { type: 'string' },
      sample: { type: 'string' },
      unaccented: { type: 'boolean' },
      run: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const measured =
    values.reading !== undefined ? 'reading' : values.beir !== undefined ? 'beir' : 'questions';
  const given = Object.keys(values).filter((name) => name !== 'json');
  const misplaced = given.find((name) => !OPTIONS[measured].some((option) => option === name));
  if (misplaced !== undefined) {
    const ways = Object.values(OPTIONS).map((options) => options.map((name) => `--${name}`).join(', '));
    throw new UserError(
      'usage',
      `--${misplaced} does not go with --${measured}.`,
      `These go together: ${ways.join('; ')}.`,
    );
  }
  const sample = values.sample === undefined ? undefined : Number(values.sample);
  if (sample !== undefined && !(Number.isInteger(sample) && sample > 0)) {
    throw new UserError('usage', '--sample: expected a whole number from 1 on.', 'Give it as --sample 200.');
  }
  return { ...values, sample };
}

async function main(settings: Settings): Promise<void> {
  const { beir, reading, json, ...values } = readOptions();
  const progress = await createProgress({
    output: process.stderr,
    // As the report.
    language: 'en',
    isTerminal: process.stderr.isTTY,
  });
  const application = await Application.open(settings, progress.onDownload);
  try {
    const askedQueries = queryProgress(process.stderr);
    const onQuery = (done: number, total: number) => {
      progress.finish();
      askedQueries(done, total);
    };
    const { failures = false, unaccented = false } = values;
    const report =
      reading !== undefined
        ? await evaluateReading(application, {
            set: reading,
            json,
            failures,
            unaccented,
            sample: values.sample,
            onQuestion: onQuery,
          })
        : beir !== undefined
          ? await evaluateBeir(application, {
              beir,
              json,
              unaccented,
              run: values.run,
              onReindex: progress.onReindex,
              onQuery,
            })
          : await evaluateGolden(application, {
              questions: values.questions ?? path.join(PROJECT_ROOT, 'data/eval/articles.jsonl'),
              articles: values.articles ?? settings.articlesDir,
              failures,
              json,
            });
    progress.finish();
    await new Printer(process.stdout).print(`${report}\n`);
  } finally {
    progress.finish();
    await application.close();
  }
}

await runProgram(main);
