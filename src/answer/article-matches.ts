import type { Article, Passage } from '../corpus/article.js';
import type { HybridRetriever } from '../retrieval/hybrid-retriever.js';
import type { Question, QuestionTerm } from '../retrieval/query/question.js';
import { matchTerm, type TermMatch } from '../retrieval/query/term-matches.js';
import type { AnswerabilityFeatures } from './answerability.js';
import { stretchOf, type ArticleTexts } from './article-texts.js';
import type { SpanEvidence } from './read-passages.js';

/** Where articles hold the terms of one question: looked up once for all passages of a stretch of an article, which may be long. */
export class ArticleMatches {
  readonly #accented: boolean;
  readonly #texts: ArticleTexts;
  readonly #matches = new Map<string, Map<QuestionTerm, TermMatch>>();

  constructor({ accented }: Pick<Question, 'accented'>, texts: ArticleTexts) {
    this.#accented = accented;
    this.#texts = texts;
  }

  /** How well a term is matched among `ArticleTexts.tokensAround` a passage. */
  around(article: Article, passage: Passage, term: QuestionTerm): TermMatch {
    const key = `${article.id} ${stretchOf(passage.start)}`;
    const matches = this.#matches.get(key) ?? new Map<QuestionTerm, TermMatch>();
    this.#matches.set(key, matches);
    const match =
      matches.get(term) ?? matchTerm(term, this.#texts.tokensAround(article, passage), this.#accented);
    matches.set(term, match);
    return match;
  }
}

/** What speaks for and against a span's answering a question. */
export function evidenceFeatures(
  { article, passage, tells, found }: SpanEvidence,
  { terms, accented }: Question,
  matches: ArticleMatches,
  retriever: HybridRetriever,
): AnswerabilityFeatures {
  const header = retriever.headerTokens(article);
  const held = terms
    .filter(({ kind }) => kind !== 'word')
    .map((term) =>
      Math.max(matches.around(article, passage, term).score, matchTerm(term, header, accented).score),
    );
  return { tells, retrieval: found.score, missing: 1 - Math.min(1, ...held) };
}
