import { isAnswered, type CitedAnswer } from '../src/answer/cited-answer.js';
import { smallTalkText } from '../src/locales/catalogue.js';
import type { Words } from '../src/locales/english.js';
import type { Article } from '../src/corpus/article.js';

/** An answer as `npm run ask -- --json` prints it; other programs rely on these names. */
export function answerRecord(answer: CitedAnswer, words: Words) {
  return {
    question: answer.question.text,
    answered: isAnswered(answer),
    /** `told`, `perhaps`, `not-told`, `unread` or `small-talk`. */
    outcome: answer.outcome,
    /** Null where nothing was read, and nobody can tell. */
    confidence: answer.outcome === 'unread' ? null : rounded(answer.confidence),
    /** Whether only words were searched for, because the embedding model did not answer. */
    lexicalOnly: answer.lexicalOnly ?? false,
    /** The statements, one a line, each with the number of its citation; to a message that asks nothing, what the bot says itself. */
    answer:
      answer.smallTalk === undefined
        ? answer.statements.map(({ text, citation }) => `${text} [${citation}]`).join('\n')
        : smallTalkText(answer.smallTalk, words),
    /** Of several questions in one text, those that the articles don't tell while they tell others. */
    untold: answer.untold ?? [],
    /** Of more than three questions in one text, those that nobody looked at. */
    passedOver: answer.passedOver ?? [],
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
