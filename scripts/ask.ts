import { readFile } from 'node:fs/promises';
import type { CitedAnswer } from '../src/answer/cited-answer.js';
import type { Article } from '../src/corpus/article.js';
import { messageOf, UserError } from '../src/lib/errors.js';
import { createLogger } from '../src/lib/log.js';
import { wordsIn } from '../src/locales/catalogue.js';
import { openAhead } from '../src/open-ahead.js';
import { day, flag, text, usageError, wholeNumber, runProgram } from '../src/terminal/run-program.js';
import type { Settings } from '../src/config/settings.js';
import { printableLine } from '../src/lib/printable.js';
import { Printer } from '../src/terminal/layout.js';
import { createProgress } from '../src/terminal/progress.js';
import { reportDamage, reportUnread } from '../src/terminal/describe-error.js';
import { answerRecord } from './answer-record.js';

const PROGRAM = {
  command: 'npm run ask',
  about: 'Answers questions from the articles, each with its sources.',
  operands: '"question" …',
  options: {
    file: text('FILE', 'also ask the questions in this file, one a line'),
    limit: wholeNumber('citations at most, 1 to 20; default 3', { to: 20, fallback: undefined }),
    from: day('only articles published on this day or later; those without a date drop out', 'first'),
    to: day('only articles published on this day or before', 'last'),
    publisher: text('NAME', 'only articles of the publisher of this name, case and diacritics aside'),
    json: flag('print one JSON object a line for each question, and nothing else'),
  },
  exitCodes: 'Exit code 0: every question was dealt with, answered or not. 2: nothing could be done.',
};

async function readQuestions(file: string): Promise<string[]> {
  const lines = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(
      'usage',
      `Can’t read the questions in ${file}: ${messageOf(cause)}.`,
      'Check the path given with --file.',
      { cause },
    );
  });
  return lines
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '');
}

await runProgram(PROGRAM, async ({ settings, options, operands }) => {
  const { from, to, publisher, limit } = options;
  if (from !== undefined && to !== undefined && from > to) {
    throw usageError(PROGRAM, [`--from ${from} is after --to ${to}`]);
  }
  const questions = operands.filter((question) => question.trim() !== '');
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
      const { reportProblems } = await import('../src/terminal/render-reports.js');
      reportProblems(summary, process.stderr, language);
    }
    reportDamage(index, process.stderr, language);
    if (publisher !== undefined) await assertPublisher(publisher, index.articles);
    const answerer = ahead ?? application.answererFor(index, onUnread);
    const printer = new Printer(process.stdout);
    for (const question of questions) {
      const answer = await answerer.answer(question, {
        filter: { from, to, publisher },
        ...(limit !== undefined && { limit }),
      });
      const shown = options.json
        ? JSON.stringify(answerRecord(answer, wordsIn(language)))
        : await inWords(question, answer, language);
      if (!(await printer.print(`${shown}\n`))) break;
    }
  } finally {
    progress.finish();
    await application.close();
  }
});

/** Says who the publishers are where the one that was named is none: nothing would be found, as if the articles did not tell. */
async function assertPublisher(wanted: string, articles: readonly Article[]): Promise<void> {
  const { isSamePublisher } = await import('../src/retrieval/hybrid-retriever.js');
  const publishers = [...new Set(articles.flatMap(({ publisher }) => publisher ?? []))];
  if (publishers.some((name) => isSamePublisher(name, wanted))) return;
  throw new UserError(
    'usage',
    `No article is of the publisher “${wanted}”.`,
    `There are: ${publishers.sort((a, b) => a.localeCompare(b, 'vi')).join(', ')}.`,
  );
}

/** For people. What lays it out is loaded here: a program that reads JSON need not wait for it. */
async function inWords(
  question: string,
  answer: CitedAnswer,
  language: Settings['language'],
): Promise<string> {
  const [{ renderAnswer }, { viewOf }] = await Promise.all([
    import('../src/terminal/render-answer.js'),
    import('../src/terminal/layout.js'),
  ]);
  const view = viewOf(process.stdout, language);
  return `❯ ${printableLine(question)}\n${renderAnswer(answer, view, { inChat: false })}\n`;
}
