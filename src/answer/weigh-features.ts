import type { Article, Passage } from '../corpus/article.js';
import type { HybridRetriever } from '../retrieval/hybrid-retriever.js';
import type { Question } from '../retrieval/query/question.js';
import { matchTerm } from '../retrieval/query/term-matches.js';
import type { AnswerabilityFeatures } from './answerability.js';
import { stretchOf, type ArticleTexts } from './article-texts.js';
import type { SpanEvidence } from './read-passages.js';

/** What speaks for and against spans' answering a question. What an article lacks is worked out once for all spans of a stretch of it. */
export class FeatureWeigher {
  readonly #question: Question;
  readonly #retriever: HybridRetriever;
  readonly #texts: ArticleTexts;
  readonly #missing = new Map<string, number>();

  constructor(question: Question, retriever: HybridRetriever, texts: ArticleTexts) {
    this.#question = question;
    this.#retriever = retriever;
    this.#texts = texts;
  }

  featuresOf({ article, passage, tells, found }: SpanEvidence): AnswerabilityFeatures {
    const key = `${article.id} ${stretchOf(passage.start)}`;
    const missing = this.#missing.get(key) ?? this.#missingFrom(article, passage);
    this.#missing.set(key, missing);
    return { tells, retrieval: found.score, missing };
  }

  #missingFrom(article: Article, passage: Passage): number {
    const { terms, accented } = this.#question;
    const texts = [this.#texts.tokensAround(article, passage), this.#retriever.headerTokens(article)];
    const named = terms.filter(({ kind }) => kind !== 'word');
    const held = named.map((term) =>
      Math.max(...texts.map((tokens) => matchTerm(term, tokens, accented).score)),
    );
    return 1 - Math.min(1, ...held);
  }
}
