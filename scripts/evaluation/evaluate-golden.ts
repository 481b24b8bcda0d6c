import path from 'node:path';
import type { Application } from '../../src/application.js';
import { readGoldenQuestions } from './golden-questions.js';
import { judge, summarize, type GoldenOutcome } from './golden-report.js';
import { withArticles } from './open-articles.js';

/** What to ask, and how to tell of it. */
interface GoldenOptions {
  readonly questions: string;
  readonly articles: string;
  readonly json: boolean;
  readonly failures: boolean;
}

/**
 * Asks golden questions of a folder of articles, and reports the shares that were answered.
 *
 * @throws {@link UserError} `usage`, and what a reindex throws
 */
export async function evaluateGolden(application: Application, options: GoldenOptions): Promise<string> {
  const golden = await readGoldenQuestions(options.questions);
  const { outcomes, passages } = await withArticles(
    application,
    path.resolve(options.articles),
    async (answerer) => {
      const judged: GoldenOutcome[] = [];
      for (const question of golden) judged.push(judge(question, await answerer.answer(question.question)));
      return { outcomes: judged, passages: answerer.retriever.index.passages.length };
    },
  );
  const summary = summarize(outcomes);
  const failures = outcomes.filter((outcome) =>
    outcome.answerable ? !outcome.firstThree : outcome.answered,
  );
  const model = application.settings.embeddingModel;
  const report = { model, passages, questions: golden.length, summary };
  if (options.json) return JSON.stringify(options.failures ? { ...report, failures } : report);
  return [
    `${model}: ${golden.length} questions over ${passages} passages`,
    table(summary),
    ...(options.failures ? failures.map(failureLine) : []),
  ].join('\n');
}

function failureLine({ id, question, answerable }: GoldenOutcome): string {
  return `${answerable ? 'not found' : 'wrongly answered'}  ${id}  ${question}`;
}

/** The summaries as aligned columns. */
function table(summary: ReturnType<typeof summarize>): string {
  const head = ['lang', 'answerable', 'in first', 'in first 3', 'refused', 'unanswerable', 'rightly refused'];
  const rows = Object.entries(summary).map(([lang, figures]) => [
    lang,
    String(figures.answerable),
    figures.answerInFirst.toFixed(3),
    figures.answerInFirstThree.toFixed(3),
    figures.wronglyRefused.toFixed(3),
    String(figures.unanswerable),
    figures.rightlyRefused.toFixed(3),
  ]);
  return [head, ...rows]
    .map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(14) : cell.padStart(16))).join(''))
    .join('\n');
}
