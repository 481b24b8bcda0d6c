import type { Passage } from '../corpus/article.js';
import type { FoundPassage, HybridRetriever } from '../retrieval/hybrid-retriever.js';
import { askedTime } from '../retrieval/query/intent.js';
import type { Question, QuestionTerm } from '../retrieval/query/question.js';
import { matchTerm } from '../retrieval/query/term-matches.js';
import type { Token } from '../language/vietnamese.js';
import type { AnswerabilityFeatures } from './answerability.js';
import type { ArticleTexts } from './article-texts.js';
import type { SpanEvidence } from './read-passages.js';

/** What speaks for and against spans' answering a question. What a passage is weighed by is worked out once for all of its spans. */
export class FeatureWeigher {
  readonly #question: Question;
  readonly #retriever: HybridRetriever;
  readonly #texts: ArticleTexts;
  readonly #ofPassage = new Map<Passage, PassageFeatures>();

  constructor(question: Question, retriever: HybridRetriever, texts: ArticleTexts) {
    this.#question = question;
    this.#retriever = retriever;
    this.#texts = texts;
  }

  featuresOf({ margin, tells, found }: SpanEvidence): AnswerabilityFeatures {
    const { passage } = found;
    const known =
      this.#ofPassage.get(passage) ?? weighPassage(this.#question, found, this.#retriever, this.#texts);
    this.#ofPassage.set(passage, known);
    return { margin, tells, ...known };
  }
}

/** What is the same for all spans of a passage. */
type PassageFeatures = Omit<AnswerabilityFeatures, 'margin' | 'tells'>;

function weighPassage(
  question: Question,
  { article, passage, score, similarity }: FoundPassage,
  retriever: HybridRetriever,
  texts: ArticleTexts,
): PassageFeatures {
  const { terms, accented, language } = question;
  const header = retriever.headerTokens(article);
  const scoresIn = (tokens: readonly Token[]) => terms.map((term) => matchTerm(term, tokens, accented).score);
  const inHeader = scoresIn(header);
  const near = better(scoresIn(texts.tokensIn(article, passage)), inHeader);
  const inArticle = better(scoresIn(texts.tokensOf(article)), inHeader);
  const isName = (term: QuestionTerm) => term.kind !== 'word';
  const held = (at: number) => near[at] ?? 0;
  return {
    retrieval: score,
    similarity,
    words: weightedShare(terms, (term, at) => (isName(term) ? null : held(at))),
    missing: 1 - Math.min(1, ...inArticle.filter((_, at) => terms[at] !== undefined && isName(terms[at]))),
    otherDate: 1 - retriever.dateFit.of(askedTime(question).dates, article, passage),
    unknown: weightedShare(terms, (term) => Number(!retriever.knowsTerm(term))),
    english: Number(language === 'en'),
    bare: Number(language === 'vi' && !accented),
  };
}

/** Weighted mean of a score over the terms that have one; 0 without any. */
function weightedShare(
  terms: readonly QuestionTerm[],
  scoreOf: (term: QuestionTerm, at: number) => number | null,
): number {
  let [held, total] = [0, 0];
  terms.forEach((term, at) => {
    const score = scoreOf(term, at);
    if (score === null) return;
    held += term.weight * score;
    total += term.weight;
  });
  return total > 0 ? held / total : 0;
}

/** The better of two scores, term by term. */
function better(a: readonly number[], b: readonly number[]): number[] {
  return a.map((score, at) => Math.max(score, b[at] ?? 0));
}
