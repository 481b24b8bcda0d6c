/**
 * Measures the answers to golden questions over a folder of articles, indexed by the product's own code:
 *
 *     npm run --silent evaluate -- --questions data/eval/articles.jsonl --articles data/articles [--json] [--failures]
 *
 * or the retrieval alone, on a public test collection in BEIR format:
 *
 *     npm run --silent evaluate -- --beir DIR [--json] [--unaccented] [--run FILE]
 *
 * where RERANK_MODEL adds the figures of the fused ranking as that cross-encoder reorders it.
 * The form of the questions is in data/eval/README.md, that of the folder in docs/quality.md.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Application } from '../src/application.js';
import { UserError } from '../src/errors.js';
import { runProgram } from '../src/run-program.js';
import { PROJECT_ROOT, type Settings } from '../src/settings.js';
import { Printer } from '../src/terminal/printer.js';
import { createProgress } from '../src/terminal/progress.js';
import { evaluateBeir } from './evaluation/evaluate-beir.js';
import { evaluateGolden } from './evaluation/evaluate-golden.js';
import { queryProgress } from './evaluation/query-progress.js';

const GOLDEN_OPTIONS = ['questions', 'articles', 'failures'] as const;
const BEIR_OPTIONS = ['unaccented', 'run'] as const;

function readOptions() {
  const { values } = parseArgs({
    options: {
      questions: { type: 'string' },
      articles: { type: 'string' },
      failures: { type: 'boolean' },
      beir: { type: 'string' },
      unaccented: { type: 'boolean' },
      run: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const misplaced = (values.beir === undefined ? BEIR_OPTIONS : GOLDEN_OPTIONS).find(
    (name) => values[name] !== undefined,
  );
  if (misplaced !== undefined) {
    throw new UserError(
      'usage',
      `--${misplaced} does not go ${values.beir === undefined ? 'without' : 'with'} --beir.`,
      'Use --beir DIR with --unaccented and --run FILE, or --questions FILE with --articles DIR and --failures.',
    );
  }
  return values;
}

async function main(settings: Settings): Promise<void> {
  const { beir, json, ...values } = readOptions();
  const progress = await createProgress({
    output: process.stderr,
    // As the report.
    language: 'en',
    isTerminal: process.stderr.isTTY,
  });
  const application = await Application.open(settings, progress.onDownload);
  try {
    const askedQueries = queryProgress(process.stderr);
    const report =
      beir === undefined
        ? await evaluateGolden(application, {
            questions: values.questions ?? path.join(PROJECT_ROOT, 'data/eval/articles.jsonl'),
            articles: values.articles ?? settings.articlesDir,
            failures: values.failures ?? false,
            json,
          })
        : await evaluateBeir(application, {
            beir,
            json,
            unaccented: values.unaccented ?? false,
            run: values.run,
            onReindex: progress.onReindex,
            onQuery: (done, total) => {
              progress.finish();
              askedQueries(done, total);
            },
          });
    progress.finish();
    await new Printer(process.stdout).print(`${report}\n`);
  } finally {
    progress.finish();
    await application.close();
  }
}

await runProgram(main);
