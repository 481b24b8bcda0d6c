import type { Citation, CitedAnswer } from '../../src/answer/cited-answer.js';
import type { Article } from '../../src/corpus/article.js';
import type { Question } from '../../src/retrieval/query/question.js';
import type { FoundPassage, SearchResult } from '../../src/retrieval/hybrid-retriever.js';
import { tokenize } from '../../src/language/vietnamese.js';
import { cutParagraphs } from './fake-corpus.js';

/** A question each of whose words counts the same. */
function fakeQuestion(text: string): Question {
  const tokens = tokenize(text);
  return {
    text,
    normalized: text,
    asTyped: { text, tokens },
    language: 'vi',
    accented: true,
    kind: 'other',
    tokens,
    alternatives: [],
    terms: tokens.map(({ accented, folded }) => ({
      accented: [accented],
      folded: [folded],
      translations: [],
      weight: 1,
      kind: 'word',
    })),
  };
}

/**
 * An answer that cites the first paragraph of each article, whose first sentence (to the first full stop) answers, and in it the
 * question's first word that stands there, or the first word.
 */
export function fakeAnswer(text: string, articles: readonly Article[]): CitedAnswer {
  const question = fakeQuestion(text);
  const citations = articles.map((article, at): Citation => {
    const excerpt = article.text.split('\n\n', 1)[0] ?? '';
    const statement = { start: 0, end: excerpt.indexOf('.') + 1 || excerpt.length };
    const stated = tokenize(excerpt.slice(0, statement.end));
    const hit = stated.find((token) => question.tokens.some(({ accented }) => accented === token.accented));
    const { start, end } = hit ?? stated[0] ?? statement;
    return {
      n: at + 1,
      article,
      excerpt,
      start: 0,
      end: excerpt.length,
      score: 1,
      statement,
      answer: { start, end },
    };
  });
  return {
    question,
    outcome: 'told',
    statements: citations.map(({ n, excerpt, statement, answer }) => ({
      text: excerpt.slice(statement?.start, statement?.end),
      citation: n,
      answer: answer ?? { start: 0, end: 1 },
    })),
    citations,
    closest: null,
    confidence: 1,
    tookMs: 1,
  };
}

/** The answer to a question that the articles don't tell. */
export function fakeRefusal(text: string, closest: Article | null): CitedAnswer {
  return {
    ...fakeAnswer(text, []),
    outcome: 'not-told',
    closest: closest === null ? null : { article: closest, score: 0.1 },
    confidence: 0,
  };
}

/** Every paragraph of the articles as a passage found, in reading order. */
export function fakeSearch(text: string, articles: readonly Article[]): SearchResult {
  const found = articles.flatMap((article) =>
    cutParagraphs(article).map((passage): FoundPassage => ({
      passage,
      article,
      score: 1,
      lexical: 1,
      similarity: 0,
    })),
  );
  return { question: fakeQuestion(text), found };
}
