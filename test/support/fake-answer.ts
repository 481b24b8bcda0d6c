import type { Citation, CitedAnswer } from '../../src/answer/answer-types.js';
import { highlightsOf } from '../../src/answer/highlights.js';
import type { Article } from '../../src/corpus/article.js';
import type { Question } from '../../src/search/question.js';
import type { FoundPassage, SearchResult } from '../../src/search/searcher.js';
import { tokenize } from '../../src/search/vietnamese.js';
import { cutParagraphs } from './fake-corpus.js';

/** A question each of whose words counts the same. */
function fakeQuestion(text: string): Question {
  const tokens = tokenize(text);
  return {
    text,
    normalized: text,
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

/** An answer that cites the first paragraph of each article, whose first sentence (to the first full stop) answers. */
export function fakeAnswer(text: string, articles: readonly Article[]): CitedAnswer {
  const question = fakeQuestion(text);
  const citations = articles.map((article, at): Citation => {
    const excerpt = article.text.split('\n\n', 1)[0] ?? '';
    return {
      n: at + 1,
      article,
      excerpt,
      start: 0,
      end: excerpt.length,
      score: 1,
      highlights: highlightsOf(question, excerpt),
      keySentence: { start: 0, end: excerpt.indexOf('.') + 1 || excerpt.length },
    };
  });
  return {
    question,
    answered: true,
    statements: citations.map(({ n, excerpt, keySentence, highlights }) => ({
      text: excerpt.slice(keySentence.start, keySentence.end),
      citation: n,
      emphasis: highlights.filter((span) => span.end <= keySentence.end),
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
    answered: false,
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
      keyword: 1,
      similarity: 0,
    })),
  );
  return { question: fakeQuestion(text), found };
}
