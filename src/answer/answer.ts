import type { ArticleFilter } from '../index/passage-index.js';
import { byRecency } from '../search/by-recency.js';
import { comparedSides } from '../search/comparison.js';
import type { Question } from '../search/question.js';
import type { Searcher, SearchResult } from '../search/searcher.js';
import type { CitedAnswer } from './answer-types.js';
import { ArticleTexts } from './article-texts.js';
import { chooseEvidence, sideBySide } from './choose-evidence.js';
import { cite, type ToCite } from './cite.js';
import type { Calibration, Evidence } from './evidence.js';
import { EvidenceFinder, type FoundEvidence } from './evidence-finder.js';

/** How a question is meant, and how its answer is put together. */
export interface AnswerOptions {
  readonly filter?: ArticleFilter;
  /** The questions of the same conversation before this one, oldest first: "còn năm 2016 thì sao?" needs them. */
  readonly earlier?: readonly string[];
  /** Citations at most. */
  readonly limit?: number;
}

/** Answers questions from one open index by citing it. */
export class Answerer {
  readonly searcher: Searcher;
  private readonly finder: EvidenceFinder;
  private readonly threshold: number;
  private readonly texts = new ArticleTexts();
  private readonly now: () => number;

  /** @param now - milliseconds of a clock that only goes forward, for {@link CitedAnswer.tookMs} */
  constructor(searcher: Searcher, calibration: Calibration, now: () => number = () => performance.now()) {
    this.searcher = searcher;
    this.finder = new EvidenceFinder(searcher, calibration, this.texts);
    this.threshold = calibration.threshold;
    this.now = now;
  }

  /**
   * Answers a question, or says that the articles don't tell. An empty question finds nothing. One that may go on with
   * earlier ones is taken in the way that the articles speak for most; its text stays as it was asked.
   */
  async answer(text: string, options: AnswerOptions = {}): Promise<CitedAnswer> {
    const began = this.now();
    const [likeliest, ...others] = this.searcher.readings(text, options.earlier);
    let answer = await this.answerReading(likeliest, options);
    for (const reading of others) {
      const other = await this.answerReading(reading, options);
      if (other.confidence > answer.confidence) answer = other;
    }
    return { ...answer, question: { ...answer.question, text }, tookMs: this.now() - began };
  }

  /** The passages for a question, best first, with the question understood after the earlier ones. */
  async search(text: string, options: Pick<AnswerOptions, 'filter' | 'earlier'> = {}): Promise<SearchResult> {
    const [likeliest] = this.searcher.readings(text, options.earlier);
    const { question, found } = await this.searcher.search(likeliest, options.filter);
    return { question: { ...question, text }, found };
  }

  /** What speaks for and against the articles telling; null when nothing was found. For calibration. */
  async evidenceFor(text: string): Promise<Evidence | null> {
    return (await this.finder.find(text)).evidence;
  }

  private async answerReading(text: string, options: AnswerOptions): Promise<Omit<CitedAnswer, 'tookMs'>> {
    const whole = await this.finder.find(text, options.filter);
    const sides = await this.sidesTold(whole.question, options.filter);
    const { question, ranked, time } = whole;
    const confidence = Math.min(...(sides ?? [whole]).map((found) => found.confidence));
    if (whole.evidence === null || confidence < this.threshold) {
      const [nearest] = time.order === null ? ranked : byRecency(ranked, time.order);
      const closest = nearest === undefined ? null : { article: nearest.article, score: nearest.score };
      return { question, answered: false, statements: [], citations: [], closest, confidence };
    }
    const toCite = sides === null ? chosen(whole) : sideBySide(sides.map(chosen));
    const cited = cite(toCite, (article) => this.texts.sentencesOf(article), options.limit);
    return { question, answered: true, ...cited, closest: null, confidence };
  }

  /** What was found for each side of a comparison; null for any other question, and where not every side is told of. */
  private async sidesTold(question: Question, filter?: ArticleFilter): Promise<FoundEvidence[] | null> {
    const found: FoundEvidence[] = [];
    for (const side of comparedSides(question)) {
      const evidence = await this.finder.find(side, filter);
      if (evidence.confidence < this.threshold) return null;
      found.push(evidence);
    }
    return found.length > 1 ? found : null;
  }
}

function chosen(found: FoundEvidence): ToCite[] {
  return chooseEvidence(found).map((candidate) => ({
    ...candidate,
    question: found.question,
    ranked: found.ranked,
  }));
}
