/**
 * Measures the answers to golden questions over a folder of articles, indexed by the product's own code:
 *
 *     npm run --silent evaluate -- --questions data/eval/articles.jsonl --articles data/articles [--json] [--failures]
 *
 * The form of the questions is in data/eval/README.md.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Application } from '../src/application.js';
import { runProgram } from '../src/run-program.js';
import { PROJECT_ROOT, type Settings } from '../src/settings.js';
import { Printer } from '../src/terminal/printer.js';
import { readGoldenQuestions } from './evaluation/golden-questions.js';
import { judge, summarize, type GoldenOutcome } from './evaluation/golden-report.js';
import { withArticles } from './evaluation/open-articles.js';

async function main(settings: Settings): Promise<void> {
  const { values } = parseArgs({
    options: {
      questions: { type: 'string', default: path.join(PROJECT_ROOT, 'data/eval/articles.jsonl') },
      articles: { type: 'string', default: settings.articlesDir },
      json: { type: 'boolean', default: false },
      failures: { type: 'boolean', default: false },
    },
  });
  const golden = await readGoldenQuestions(values.questions);
  const application = await Application.open(settings);
  try {
    const { outcomes, passages } = await withArticles(
      application,
      path.resolve(values.articles),
      async (answerer) => {
        const judged: GoldenOutcome[] = [];
        for (const question of golden) judged.push(judge(question, await answerer.answer(question.question)));
        return { outcomes: judged, passages: answerer.searcher.index.passages.length };
      },
    );
    const summary = summarize(outcomes);
    const failures = outcomes.filter((outcome) =>
      outcome.answerable ? !outcome.firstThree : outcome.answered,
    );
    const report = { model: settings.embeddingModel, passages, questions: golden.length, summary };
    const lines = values.json
      ? [JSON.stringify(values.failures ? { ...report, failures } : report)]
      : [
          `${report.model}: ${golden.length} questions over ${passages} passages`,
          table(summary),
          ...(values.failures ? failures.map(failureLine) : []),
        ];
    await new Printer(process.stdout).print(`${lines.join('\n')}\n`);
  } finally {
    await application.close();
  }
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

await runProgram(main);
