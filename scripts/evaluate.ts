import path from 'node:path';
import { Application } from '../src/application.js';
import { flag, text, usageError, wholeNumber, runProgram } from '../src/terminal/run-program.js';
import { PROJECT_ROOT } from '../src/config/settings.js';
import { Printer } from '../src/terminal/layout.js';
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

const PROGRAM = {
  command: 'npm run evaluate',
  about:
    'Measures the answers to golden questions over a folder of articles; or, with --reading, the reading from end to end over the texts of a ' +
    'set of questions; or, with --beir, the retrieval alone. data/eval/README.md and docs/quality.md have the forms.',
  options: {
    questions: text('FILE', 'golden questions; default data/eval/articles.jsonl'),
    articles: text('DIR', 'the articles that they are about; default: those of ARTICLES_DIR'),
    reading: text('SET', 'questions with their texts: SQuAD 2.0, contexts, or golden questions'),
    beir: text('DIR', 'a test collection in BEIR format'),
    sample: wholeNumber('with --reading: only so many of its questions', { fallback: undefined }),
    run: text('FILE', 'with --beir: also write the rankings, as a TREC run'),
    unaccented: flag('ask without diacritics'),
    failures: flag('show each question that went wrong'),
    json: flag('print one JSON object'),
  },
};

await runProgram(PROGRAM, async ({ settings, options: { json, ...options } }) => {
  const { beir, reading, questions, articles, sample, run, failures, unaccented } = options;
  const measured = reading !== undefined ? 'reading' : beir !== undefined ? 'beir' : 'questions';
  const misplaced = Object.entries(options).flatMap(([name, value]) =>
    value === undefined || value === false || OPTIONS[measured].some((option) => option === name)
      ? []
      : [`--${name} does not go with --${measured}`],
  );
  if (misplaced.length > 0) throw usageError(PROGRAM, misplaced);
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
    const report =
      reading !== undefined
        ? await evaluateReading(application, {
            set: reading,
            json,
            failures,
            unaccented,
            sample,
            onQuestion: onQuery,
          })
        : beir !== undefined
          ? await evaluateBeir(application, {
              beir,
              json,
              unaccented,
              run,
              onReindex: progress.onReindex,
              onQuery,
            })
          : await evaluateGolden(application, {
              questions: questions ?? path.join(PROJECT_ROOT, 'data/eval/articles.jsonl'),
              articles: articles ?? settings.articlesDir,
              failures,
              json,
            });
    progress.finish();
    await new Printer(process.stdout).print(`${report}\n`);
  } finally {
    progress.finish();
    await application.close();
  }
});
