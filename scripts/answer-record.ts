import { isAnswered, type CitedAnswer } from '../src/answer/answer-types.js';
import type { Article } from '../src/corpus/article.js';

/** An answer as `npm run ask -- --json` prints it; other programs rely on these names. */
export function answerRecord(answer: CitedAnswer) {
  return {
    question: answer.question.text,
    answered: isAnswered(answer),
    /** `told`, `perhaps`, `not-told` or `unread`. */
    outcome: answer.outcome,
    confidence: rounded(answer.confidence),
    /** The statements, one a line, each with the number of its citation. */
    answer: answer.statements.map(({ text, citation }) => `${text} [${citation}]`).join('\n'),
    citations: answer.citations.map(({ n, excerpt, start, end, score, article, answer: words }) => ({
      n,
      excerpt,
      start,
      end,
      /** The words that answer, as offsets into the article's text; null where nothing was read. */
      answerSpan: words === null ? null : { start: start + words.start, end: start + words.end },
      score: rounded(score),
      article: articleRecord(article),
    })),
    closest:
      answer.closest === null
        ? null
        : { article: articleRecord(answer.closest.article), score: rounded(answer.closest.score) },
    tookMs: rounded(answer.tookMs),
  };
}

function articleRecord({
  id,
  path,
  title,
  publisher,
  author,
  publishedAt,
  publishedAtInferred,
  url,
}: Article) {
  return { id, path, title, publisher, author, publishedAt, publishedAtInferred, url };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
