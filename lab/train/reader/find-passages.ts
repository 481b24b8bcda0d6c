import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';
import { Application } from '../../../src/application.js';
import { runProgram, usageError } from '../../../src/terminal/run-program.js';

/** As many as the reader ever reads. */
const FOUND = 12;

interface Asked {
  readonly id: string;
  readonly text: string;
}

const PROGRAM = {
  command: 'npm --prefix lab run find-passages',
  about:
    'Writes the product’s own passages of a folder of articles to OUT/passages.jsonl, and to OUT/found.jsonl those that its search finds for each question, by their line in the former.',
  operands: 'ARTICLES QUESTIONS.json OUT',
  options: {},
};

await runProgram(PROGRAM, async ({ settings, operands: [articlesDir, questionsFile, out] }) => {
  if (articlesDir === undefined || questionsFile === undefined || out === undefined) {
    throw usageError(PROGRAM, ['three arguments are needed: ARTICLES QUESTIONS.json OUT']);
  }
  const questions = JSON.parse(await readFile(questionsFile, 'utf8')) as readonly Asked[];
  const opened = await Application.open(settings);
  const application = opened.with({
    articlesDir: path.resolve(articlesDir),
    indexDir: path.resolve(out, 'index'),
  });
  try {
    await application.reindex();
    const index = await application.openIndex();
    const answerer = application.answererFor(index);
    const articles = new Map(index.articles.map((article) => [article.id, article]));
    const lineOf = new Map(index.passages.map((passage, line) => [passage, line]));
    await writeLines(
      path.join(out, 'passages.jsonl'),
      index.passages,
      ({ articleId, start, text, sentences }) => ({
        article: path.basename(articles.get(articleId)?.path ?? '', '.md'),
        title: articles.get(articleId)?.title,
        text,
        sentences: sentences.map((sentence) => [sentence.start - start, sentence.end - start]),
      }),
    );
    await writeLines(path.join(out, 'found.jsonl'), questions, async ({ id, text }) => {
      const { found } = await answerer.search(text);
      const first = found.slice(0, FOUND);
      return {
        id,
        passages: first.map(({ passage }) => lineOf.get(passage)),
        scores: first.map(({ score }) => Number(score.toFixed(4))),
      };
    });
  } finally {
    await application.close();
  }
});

async function writeLines<Entry>(
  file: string,
  entries: readonly Entry[],
  lineOf: (entry: Entry) => unknown,
): Promise<void> {
  const stream = createWriteStream(file);
  for (const entry of entries) {
    if (!stream.write(`${JSON.stringify(await lineOf(entry))}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
