import type { HybridRetriever } from '../retrieval/hybrid-retriever.js';
import type { Question } from '../retrieval/query/question.js';
import { matchTerm } from '../retrieval/query/term-matches.js';
import type { AnswerabilityFeatures } from './answerability.js';
import type { ArticleMatches } from './article-matches.js';
import type { SpanEvidence } from './read-passages.js';

/** What speaks for and against a span's answering a question. */
export function featuresOf(
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
