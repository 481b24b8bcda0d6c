import type { Article, Span } from '../corpus/article.js';
import type { ArticleFilter } from '../index/passage-index.js';
import { ABOUT_THE_DATE } from '../search/date-fit.js';
import { askedTime, type AskedTime } from '../search/question-dates.js';
import { asksForSeveral } from '../search/question-scope.js';
import type { Question } from '../search/question.js';
import type { Searcher } from '../search/searcher.js';
import { tokenize } from '../search/vietnamese.js';
import type { ArticleTexts } from './article-texts.js';
import { confidenceOf, type Calibration, type Evidence } from './evidence.js';
import { excerptAround } from './excerpt.js';
import { haveAnother, longerWords } from './longer-words.js';
import { rankSentences, termScores, type ArticleWords, type SentenceEvidence } from './sentence-evidence.js';
import { HELD_SCORE, isToldBeside } from './told-beside.js';
import { weighEvidence } from './weigh-evidence.js';

/** What the articles have for one question. */
export interface FoundEvidence {
  readonly question: Question;
  readonly time: AskedTime;
  /** Whether it asks for what several articles may each tell a part of. */
  readonly several: boolean;
  /** The sentences of the passages found, best first. */
  readonly ranked: readonly SentenceEvidence[];
  /** What the best of them has to say; null when nothing was found. */
  readonly evidence: Evidence | null;
  /** Estimated chance that the articles tell, 0 to 1. */
  readonly confidence: number;
  /**
   * Whether a sentence answers by itself: its article passes as the best one's has to, and it is about the date asked. It
   * holds most of the words, too: one that only shares a word with the question would stand beside the answer and mislead.
   */
  readonly isTold: (sentence: SentenceEvidence) => boolean;
}

/** Found passages whose sentences are weighed; more where several articles are to have a say. */
const WEIGHED_PASSAGES = 12;
const WEIGHED_FOR_SEVERAL = 40;

/** Weighted share of the question's words that a sentence has to hold to answer by itself. */
const HELD_SHARE = 0.7;
/** Words that weigh less ("tháng", "có") need not stand in it. */
const LEAST_HELD_WEIGHT = 0.15;

/** Finds and weighs what the articles have for a question. */
export class EvidenceFinder {
  private readonly searcher: Searcher;
  private readonly calibration: Calibration;
  private readonly texts: ArticleTexts;
  private readonly words: ArticleWords;

  constructor(searcher: Searcher, calibration: Calibration, texts: ArticleTexts) {
    this.searcher = searcher;
    this.calibration = calibration;
    this.texts = texts;
    this.words = {
      header: (article) => searcher.headerTokens(article),
      text: (article) => texts.tokensOf(article),
      within: (article, part) => texts.tokensIn(article, part),
    };
  }

  async find(text: string, filter?: ArticleFilter): Promise<FoundEvidence> {
    const { question, found } = await this.searcher.search(text, filter);
    const { dateFit } = this.searcher;
    const [time, several] = [askedTime(question), asksForSeveral(question)];
    const passages = found.slice(0, several || time.order !== null ? WEIGHED_FOR_SEVERAL : WEIGHED_PASSAGES);
    const selectivity = question.terms.map((term) => this.searcher.selectivity(term, question));
    const ranked = dateFit.prefer(time.dates, rankSentences(question, passages, this.words, selectivity));
    const fitOf = ({ article, passage }: SentenceEvidence) => dateFit.of(time.dates, article, passage);
    const another = new Map<string, boolean>();
    const weigh = (sentence: SentenceEvidence) => {
      const { article } = sentence;
      // Once an article, which is read whole for it.
      const hasAnother = another.get(article.id) ?? this.hasAnother(question, article);
      another.set(article.id, hasAnother);
      return this.weigh(question, selectivity, sentence, { dateFit: fitOf(sentence), hasAnother });
    };
    const scoresIn = ({ article, span }: SentenceEvidence) =>
      termScores(question, this.words.within(article, span));
    const confidence = (evidence: Evidence | null) =>
      evidence === null ? 0 : confidenceOf(evidence, this.calibration);

    const evidence = ranked[0] === undefined ? null : weigh(ranked[0]);
    return {
      question,
      time,
      several,
      ranked,
      evidence,
      confidence: confidence(evidence),
      isTold: (sentence) =>
        heldWords(question, scoresIn(sentence)) >= HELD_SHARE &&
        fitOf(sentence) >= ABOUT_THE_DATE &&
        confidence(weigh(sentence)) >= this.calibration.threshold,
    };
  }

  private weigh(
    question: Question,
    selectivity: readonly number[],
    { article, span, passage, expected }: SentenceEvidence,
    { dateFit, hasAnother }: { readonly dateFit: number; readonly hasAnother: boolean },
  ): Evidence | null {
    if (question.terms.length === 0) return null;
    const excerpt = excerptAround(this.texts.sentencesOf(article), span, passage);
    const inHeader = termScores(question, this.words.header(article));
    return weighEvidence(question, {
      inExcerpt: together(termScores(question, this.words.within(article, excerpt)), inHeader),
      inArticle: together(termScores(question, this.words.text(article)), inHeader),
      isKnown: question.terms.map((term) => this.searcher.knowsTerm(term)),
      selectivity,
      expected,
      dateFit,
      isOfAnother: hasAnother || this.isDatedElsewhere(question, article, span),
    });
  }

  /** Whether a question for a date meets a sentence that dates something else: see {@link isToldBeside}. */
  private isDatedElsewhere(question: Question, article: Article, sentence: Span): boolean {
    if (question.kind !== 'when') return false;
    const scoresIn = (part: Span) => termScores(question, this.words.within(article, part));
    const beside = scoresIn(paragraphOf(article, sentence));
    if (beside.every((score) => score >= HELD_SCORE)) return false;
    const header = termScores(question, this.words.header(article));
    const sentences = this.texts.sentencesOf(article).map(scoresIn);
    const countOf = (term: number) => sentences.filter((scores) => (scores[term] ?? 0) >= HELD_SCORE).length;
    return !isToldBeside(
      question,
      beside.map((score, at) => ({ beside: score, header: header[at] ?? 0, sentences: countOf(at) })),
    );
  }

  /** Whether an article has another word for one of the question's: see {@link haveAnother}. */
  private hasAnother(question: Question, article: Article): boolean {
    const words = longerWords(question);
    if (words.length === 0) return false;
    const title = { text: article.title, tokens: tokenize(article.title) };
    const sentences = this.texts.sentencesOf(article).map((part) => {
      return { text: article.text.slice(part.start, part.end), tokens: this.words.within(article, part) };
    });
    const read = (text: string) => this.searcher.understand(text);
    return words.some((word) => haveAnother(word, [title, ...sentences], question.accented, read));
  }
}

/** Weighted share of a question's telling words, names and numbers left out, that a sentence holds; 1 without any. */
function heldWords({ terms }: Question, scores: readonly number[]): number {
  let [held, total] = [0, 0];
  terms.forEach(({ kind, weight }, at) => {
    if (kind !== 'word' || weight < LEAST_HELD_WEIGHT) return;
    held += weight * (scores[at] ?? 0);
    total += weight;
  });
  return total > 0 ? held / total : 1;
}

/** The line of an article's text that a sentence stands in. */
function paragraphOf({ text }: Article, { start, end }: Span): Span {
  const next = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start) + 1, end: next < 0 ? text.length : next };
}

/** The better of two scores, term by term. */
function together(a: readonly number[], b: readonly number[]): number[] {
  return a.map((score, at) => Math.max(score, b[at] ?? 0));
}
