import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Application } from '../../src/application.js';
import { stripDiacritics } from '../../src/language/vietnamese.js';
import type { Question } from '../../src/retrieval/query/question.js';
import { withArticles } from './open-articles.js';
import {
  judgeReading,
  measureReading,
  type ReadingMeasures,
  type ReadingOutcome,
} from './reading-measures.js';
import { articlesFolder, readReadingSet } from './reading-set.js';

/** What to ask, and how to tell of it. */
interface ReadingOptions {
  readonly set: string;
  readonly json: boolean;
  readonly failures: boolean;
  /** Take the diacritics off the questions first. */
  readonly unaccented: boolean;
  /** Questions asked at most, evenly over the set; all when left out. */
  readonly sample?: number | undefined;
  /** Hears how many of the questions are done. */
  readonly onQuestion: (done: number, total: number) => void;
}

/**
 * Asks a set of questions of its own texts, from end to end, and reports how they were answered.
 *
 * @throws {@link UserError} `usage`, and what a reindex throws
 */
export async function evaluateReading(application: Application, options: ReadingOptions): Promise<string> {
  const set = await readReadingSet(options.set);
  const scratch = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
  try {
    const questions = evenly(set.questions, options.sample ?? set.questions.length);
    const folder = await articlesFolder(set, path.join(scratch, 'articles'));
    const { outcomes, passages } = await withArticles(application, folder, async (answerer) => {
      const judged: ReadingOutcome[] = [];
      for (const asked of questions) {
        options.onQuestion(judged.length, questions.length);
        const text = options.unaccented ? stripDiacritics(asked.question) : asked.question;
        const answer = await answerer.answer(text);
        judged.push(judgeReading(asked, asked.group ?? groupOf(answer.question), answer));
      }
      options.onQuestion(judged.length, questions.length);
      return { outcomes: judged, passages: answerer.retriever.index.passages.length };
    });
    const measures = measureReading(outcomes);
    const failures = outcomes.filter((one) => (one.isAnswerable ? !one.inStatement : one.isAnswered));
    const { readerModel } = application.settings;
    const report = { set: set.name, reader: readerModel, passages, questions: questions.length, measures };
    if (options.json) return JSON.stringify(options.failures ? { ...report, failures } : report);
    return [
      `${readerModel ?? 'no reader'} on ${set.name}: ${questions.length} questions over ${passages} passages`,
      table(measures),
      ...(options.failures ? failures.map(failureLine) : []),
    ].join('\n');
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Every nth, from the first on. */
function evenly<Entry>(entries: readonly Entry[], count: number): Entry[] {
  if (count >= entries.length) return [...entries];
  return Array.from({ length: count }, (_, at) => entries[Math.floor((at * entries.length) / count)]).filter(
    (entry) => entry !== undefined,
  );
}

function groupOf({ language, accented }: Question): string {
  if (language === 'en') return 'en';
  return accented ? 'vi' : 'vi-unaccented';
}

function failureLine({ id, question, isAnswerable, isAnswered }: ReadingOutcome): string {
  const what = !isAnswerable ? 'answered' : isAnswered ? 'misread' : 'refused';
  return `${what.padEnd(9)} ${id}  ${question}`;
}

const COLUMNS: readonly (readonly [string, (figures: ReadingMeasures) => number, number])[] = [
  ['told', ({ answerable }) => answerable, 0],
  ['statement', ({ inStatement }) => inStatement, 3],
  ['excerpt', ({ inExcerpt }) => inExcerpt, 3],
  ['exact', ({ exact }) => exact, 3],
  ['F1', ({ f1 }) => f1, 3],
  ['refused', ({ wronglyRefused }) => wronglyRefused, 3],
  ['not told', ({ unanswerable }) => unanswerable, 0],
  ['refused', ({ rightlyRefused }) => rightlyRefused, 3],
  ['AUROC', ({ auroc }) => auroc, 3],
  ['ms', ({ medianMs }) => medianMs, 0],
];

/** The measures as aligned columns; what there are no questions for is a dash. */
function table(measures: Readonly<Record<string, ReadingMeasures>>): string {
  const cell = (value: number, decimals: number) => (Number.isNaN(value) ? '–' : value.toFixed(decimals));
  const rows = Object.entries(measures).map(([group, figures]) => [
    group,
    ...COLUMNS.map(([, valueOf, decimals]) => cell(valueOf(figures), decimals)),
  ]);
  return [['', ...COLUMNS.map(([name]) => name)], ...rows]
    .map((row) => row.map((text, at) => (at === 0 ? text.padEnd(14) : text.padStart(10))).join(''))
    .join('\n');
}
