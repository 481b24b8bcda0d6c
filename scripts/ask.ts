/**
 * Answers questions once:
 *
 *     npm run ask -- "question" ["question" …] [--file questions.txt] [--json] [--limit N]
 *                    [--from 2019-01-01] [--to 2020-12-31] [--publisher NAME]
 *
 * With --json, one JSON object a line on standard output and nothing else there. Exit code 0 when every question was dealt
 * with, answered or not, 2 when nothing could be done.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { CitedAnswer } from '../src/answer/answer-types.js';
import { UserError } from '../src/lib/errors.js';
import { createLogger } from '../src/lib/log.js';
import { wordsIn } from '../src/locales/catalogue.js';
import { openAhead } from '../src/open-ahead.js';
import { runProgram } from '../src/terminal/run-program.js';
import type { Settings } from '../src/config/settings.js';
import { printableLine } from '../src/lib/printable.js';
import { Printer } from '../src/terminal/printer.js';
import { createProgress } from '../src/terminal/progress.js';
import { reportDamage, reportUnread } from '../src/terminal/describe-error.js';
import { answerRecord } from './answer-record.js';

/** More citations than this help nobody. */
const MAX_LIMIT = 20;

const outOfLimits = { error: `expected a whole number from 1 to ${MAX_LIMIT}` };
const day = z.iso.date({ error: 'expected a day such as 2019-01-31' });
const optionsSchema = z.object({
  limit: z
    .string()
    .regex(/^\d+$/u, outOfLimits)
    .transform(Number)
    .pipe(z.number().min(1, outOfLimits).max(MAX_LIMIT, outOfLimits))
    .optional(),
  from: day.optional(),
  to: day.optional(),
  publisher: z.string().trim().min(1, { error: 'expected the name of a publisher' }).optional(),
  file: z.string().optional(),
  json: z.boolean(),
});

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      file: { type: 'string' },
      json: { type: 'boolean', default: false },
      limit: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      publisher: { type: 'string' },
    },
  });
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`);
    throw new UserError(
      'usage',
      `Wrong option: ${wrong.join('; ')}.`,
      'README.md lists the options of npm run ask.',
    );
  }
  const { from, to } = parsed.data;
  if (from !== undefined && to !== undefined && from > to) {
    throw new UserError('usage', `--from ${from} is after --to ${to}.`, 'Swap the two days.');
  }
  return { options: parsed.data, questions: positionals };
}

async function readQuestions(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(
      'usage',
      `Can't read the questions in ${file}.`,
      'Check the path given with --file.',
      { cause },
    );
  });
  return text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '');
}

async function main(settings: Settings): Promise<void> {
  const { options, questions } = readOptions();
  if (options.file !== undefined) questions.push(...(await readQuestions(options.file)));
  if (questions.length === 0) {
    throw new UserError(
      'usage',
      'There is no question.',
      'Write it in quotes: npm run ask -- "Ai phát biểu?"',
    );
  }
  const { language } = settings;
  const progress = await createProgress({
    output: process.stderr,
    language,
    isTerminal: process.stderr.isTTY,
  });
  const onUnread = reportUnread(process.stderr, language, createLogger(settings));
  const { application, answerer: ahead } = await openAhead(settings, progress.onDownload, onUnread);
  try {
    const { index, summary } =
      ahead === null
        ? await application.openOrBuildIndex(progress.onReindex)
        : { index: ahead.retriever.index, summary: null };
    progress.finish();
    if (summary !== null) {
      const { reportProblems } = await import('../src/terminal/render-reindex.js');
      reportProblems(summary, process.stderr, language);
    }
    reportDamage(index, process.stderr, language);
    const answerer = ahead ?? application.answererFor(index, onUnread);
    const printer = new Printer(process.stdout);
    const { from, to, publisher, limit } = options;
    for (const question of questions) {
      const answer = await answerer.answer(question, {
        filter: { from, to, publisher },
        ...(limit !== undefined && { limit }),
      });
      const text = options.json
        ? JSON.stringify(answerRecord(answer, wordsIn(language)))
        : await inWords(question, answer, language);
      if (!(await printer.print(`${text}\n`))) break;
    }
  } finally {
    progress.finish();
    await application.close();
  }
}

/** For people. What lays it out is loaded here: a program that reads JSON need not wait for it. */
async function inWords(
  question: string,
  answer: CitedAnswer,
  language: Settings['language'],
): Promise<string> {
  const [{ renderAnswer }, { outputView }] = await Promise.all([
    import('../src/terminal/render-answer.js'),
    import('./output-view.js'),
  ]);
  return `❯ ${printableLine(question)}\n${renderAnswer(answer, outputView(language), { inChat: false })}\n`;
}

await runProgram(main);
