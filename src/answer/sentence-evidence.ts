import type { Article, Passage, Span } from '../corpus/article.js';
import type { Question } from '../search/question.js';
import type { QuestionTerm } from '../search/question-terms.js';
import type { FoundPassage } from '../search/searcher.js';
import { matchTerm } from '../search/term-matches.js';
import type { Token } from '../search/vietnamese.js';
import { expectedAnswerScore } from './expected-answer.js';

/** A sentence of a found passage, and how well it answers. */
export interface SentenceEvidence {
  readonly article: Article;
  readonly passage: Passage;
  /** The sentence's place in the article's text. */
  readonly span: Span;
  /** See {@link expectedAnswerScore}. */
  readonly expected: number;
  /** All of it in one number, 0 to 1, for ranking within one question. */
  readonly score: number;
}

/** How the parts of a sentence's evidence add up; chosen by random search over the golden questions (docs/quality.md). */
const SENTENCE_WEIGHTS = {
  /** The passage's fused score. */
  passage: 0.27,
  /** The question's terms in the sentence or around it. */
  support: 0.73,
  /** What was asked for: a name, a date, a number. */
  expected: 0.26,
  /** The question's neighbouring words side by side. */
  phrase: 0.1,
  /** Share that a term counts when it stands in the sentence before or after, in the header, or elsewhere in the article. */
  neighbour: 0.42,
  header: 0.85,
  article: 0.03,
  /** The same for names and numbers, and how much more these count than words. */
  pinnedHeader: 0.92,
  pinnedArticle: 0.95,
  pinned: 2.5,
  /** Exponent of a term's selectivity. */
  selectivity: 0.4,
};

/** The words of an article. */
export interface ArticleWords {
  /** Of its title, publisher and date. */
  header(article: Article): readonly Token[];
  /** Of the whole text, for what a sentence leaves to its context. */
  text(article: Article): readonly Token[];
  /** Of a part of its text. */
  within(article: Article, part: Span): readonly Token[];
}

/** How much it counts that a term stands not in a sentence but around it: an article names its city once. */
function contextWeight(question: Question, term: number, place: 'header' | 'article'): number {
  const isPinned = question.terms[term]?.kind !== 'word';
  if (place === 'header') return isPinned ? SENTENCE_WEIGHTS.pinnedHeader : SENTENCE_WEIGHTS.header;
  return isPinned ? SENTENCE_WEIGHTS.pinnedArticle : SENTENCE_WEIGHTS.article;
}

/** Weight of a term in any share of terms. */
function termWeight(term: QuestionTerm): number {
  return term.kind === 'word' ? term.weight : SENTENCE_WEIGHTS.pinned * Math.max(term.weight, 0.3);
}

/** How well an article holds each of a question's terms outside the sentence at hand. */
interface ArticleScores {
  readonly header: readonly number[];
  readonly text: readonly number[];
}

/** The sentences of the found passages, best first, each once though passages overlap. */
export function rankSentences(
  question: Question,
  found: readonly FoundPassage[],
  wordsOf: ArticleWords,
  selectivity: readonly number[],
): SentenceEvidence[] {
  const best = new Map<string, SentenceEvidence>();
  const phrases = neighbouringWords(question);
  const scores = new Map<string, ArticleScores>();
  for (const hit of found) {
    const { article } = hit;
    const inArticle = scores.get(article.id) ?? {
      header: termScores(question, wordsOf.header(article)),
      text: termScores(question, wordsOf.text(article)),
    };
    scores.set(article.id, inArticle);
    for (const evidence of sentencesOf({ question, phrases, selectivity }, hit, inArticle, wordsOf)) {
      const key = `${article.id}:${evidence.span.start}`;
      const other = best.get(key);
      if (other === undefined || evidence.score > other.score) best.set(key, evidence);
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}

/** What a question is weighed by, worked out once. */
interface Asked {
  readonly question: Question;
  /** See {@link neighbouringWords}. */
  readonly phrases: readonly Phrase[];
  readonly selectivity: readonly number[];
}

function sentencesOf(
  { question, phrases, selectivity }: Asked,
  hit: FoundPassage,
  inArticle: ArticleScores,
  wordsOf: ArticleWords,
): SentenceEvidence[] {
  const { passage, article } = hit;
  const sentences = passage.sentences.map((span) => ({ span, tokens: wordsOf.within(article, span) }));
  const inSentence = sentences.map(({ tokens }) => termScores(question, tokens));
  return sentences.map(({ span, tokens }, at) => {
    const support = weightedShare(
      question.terms,
      (term) =>
        Math.max(
          inSentence[at]?.[term] ?? 0,
          SENTENCE_WEIGHTS.neighbour *
            Math.max(inSentence[at - 1]?.[term] ?? 0, inSentence[at + 1]?.[term] ?? 0),
          contextWeight(question, term, 'header') * (inArticle.header[term] ?? 0),
          contextWeight(question, term, 'article') * (inArticle.text[term] ?? 0),
        ),
      selectivity,
    );
    const expected = expectedAnswerScore(article.text.slice(span.start, span.end), question);
    const phrase = phraseShare(phrases, tokens, question.accented);
    const score =
      SENTENCE_WEIGHTS.passage * hit.score +
      SENTENCE_WEIGHTS.support * support +
      SENTENCE_WEIGHTS.phrase * phrase +
      SENTENCE_WEIGHTS.expected * (question.kind === 'other' ? 0 : expected);
    return { article, passage, span, expected, score: score / greatestScore(question) };
  });
}

/** What a sentence that has everything would score. */
function greatestScore(question: Question): number {
  const { passage, support, phrase, expected } = SENTENCE_WEIGHTS;
  return passage + support + phrase + (question.kind === 'other' ? 0 : expected);
}

/** How well each of the question's terms is held by a text, in the terms' order. */
export function termScores(question: Question, tokens: readonly Token[]): number[] {
  return question.terms.map((term) => matchTerm(term, tokens, question.accented).score);
}

/** The weighted mean of a score over the question's terms, 0 to 1; 0 without terms. `selectivity` weighs them too. */
export function weightedShare(
  terms: readonly QuestionTerm[],
  scoreOf: (at: number) => number,
  selectivity: readonly number[] = [],
): number {
  let held = 0;
  let total = 0;
  terms.forEach((term, at) => {
    const weight = termWeight(term) * (selectivity[at] ?? 1) ** SENTENCE_WEIGHTS.selectivity;
    held += weight * scoreOf(at);
    total += weight;
  });
  return total > 0 ? held / total : 0;
}

type Phrase = readonly [left: Token, right: Token];

/** The question's pairs of words side by side. */
function neighbouringWords({ tokens }: Question): Phrase[] {
  return tokens.slice(1).flatMap((right, at): Phrase[] => {
    const left = tokens[at];
    return left !== undefined && !right.afterBreak && right.start - left.end <= 1 ? [[left, right]] : [];
  });
}

/** Share of pairs of words that stand side by side in a text; 0 without any. */
function phraseShare(phrases: readonly Phrase[], tokens: readonly Token[], accented: boolean): number {
  const spelling = accented ? 'accented' : 'folded';
  const isThere = ([left, right]: Phrase) =>
    tokens.some(
      (token, at) => token[spelling] === left[spelling] && tokens[at + 1]?.[spelling] === right[spelling],
    );
  return phrases.length === 0 ? 0 : phrases.filter(isThere).length / phrases.length;
}
