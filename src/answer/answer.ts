import type { ArticleFilter } from '../index/passage-index.js';
import type { Reader } from '../reading/reader.js';
import { datesIn, liesWithin, type NamedDate } from '../language/dates.js';
import { ABOUT_THE_DATE, byRecency } from '../retrieval/asked-ranking.js';
import {
  decomposeComparison,
  askedTime,
  isListQuestion,
  isToWorkOut,
  topicTerms,
  withoutOrder,
} from '../retrieval/query/intent.js';
import { smallTalkIn, type SmallTalk } from '../language/small-talk.js';
import { questionsBeyond, splitQuestions } from '../retrieval/query/split-questions.js';
import { inOneAnswer, inOneResult, type CitedAnswer } from './cited-answer.js';
import type { Question, QuestionTerm } from '../retrieval/query/question.js';
import {
  passesFilter,
  type FoundPassage,
  type HybridRetriever,
  type SearchResult,
} from '../retrieval/hybrid-retriever.js';
import {
  chanceOf,
  evidenceFeatures,
  typingOf,
  type AnswerabilityFeatures,
  type AnswerabilityModel,
} from './answerability.js';
import { ArticleMatches, ArticleTexts } from './article-texts.js';
import { articlesOnTopic, newestArticles } from './articles-on-topic.js';
import {
  cite,
  citeUnread,
  answeringSpans,
  joinedSpans,
  selectCitations,
  sideBySide,
  type Scope,
  type WeighedSpan,
  statementSpan,
} from './cite.js';
import { passageHeading, readPassages, type SpanEvidence } from './read-passages.js';

/** How a question is meant, and how its answer is put together. */
export interface AnswerOptions {
  readonly filter?: ArticleFilter;
  /** The questions of the same conversation before this one, oldest first: "còn năm 2016 thì sao?" needs them. */
  readonly earlier?: readonly string[];
  /** Citations at most. */
  readonly limit?: number;
}

/** What reads the passages found, and how far it is trusted. */
export interface Reading {
  readonly reader: Pick<Reader, 'read'>;
  readonly answerability: AnswerabilityModel;
  /** Passages read for a question at most. */
  readonly mostPassages: number;
}

/** What was found and read for one question. */
interface Told {
  readonly question: Question;
  readonly scope: Scope;
  readonly found: readonly FoundPassage[];
  /** Those that answer by themselves, best first; null where nothing could be read. */
  readonly spans: readonly WeighedSpan[] | null;
  /** Estimated chance that the articles tell, 0 to 1. */
  readonly confidence: number;
  /** Whether the answer is in no sentence, but may be worked out of what is stated. */
  readonly isToWorkOut: boolean;
}

/** Milliseconds that an answer may take, however many questions, ways to take them and sides to compare it is of. */
const ANSWER_WITHIN = 30_000;

/** How an answer is put together, and by when. */
interface Timed extends AnswerOptions {
  /** By the answerer's clock: what is found later is not read any more, and what need not be searched for is not. */
  readonly until: number;
}

/** Citations of an answer, and of one that is put together from several articles. */
const MOST = 3;
const MOST_OF_SEVERAL = 5;

type Untimed = Omit<CitedAnswer, 'tookMs'>;

const NOTHING_CITED = { statements: [], citations: [], closest: null };

/** Answers questions from one open index by citing it. */
export class Answerer {
  readonly retriever: HybridRetriever;
  private readonly reading: Reading | null;
  private readonly texts = new ArticleTexts();
  private readonly now: () => number;
  private timesFailed = 0;
  private readonly onUnread: (error: unknown) => void;

  /**
   * @param reading - null where passages are only found
   * @param onUnread - hears why passages could not be read
   * @param now - milliseconds of a clock that only goes forward
   */
  constructor(
    retriever: HybridRetriever,
    reading: Reading | null,
    onUnread: (error: unknown) => void = () => undefined,
    now: () => number = () => performance.now(),
  ) {
    this.retriever = retriever;
    this.reading = reading;
    this.onUnread = onUnread;
    this.now = now;
  }

  /** How often an answer has had to go on without something until now: vectors, readings, or time. */
  get failures(): number {
    return this.timesFailed;
  }

  /**
   * Answers a question, or says that the articles don't tell. An empty question finds nothing. One that may go on with
   * earlier ones is taken in the way that the articles speak for most; its text stays as it was asked. Several questions in one text are
   * answered one after the other; one that asks nothing gets no search.
   */
  async answer(text: string, options: AnswerOptions = {}): Promise<CitedAnswer> {
    const began = this.now();
    const kind = smallTalkIn(text, (options.earlier ?? []).length > 0);
    const passedOver = questionsBeyond(text);
    const answer =
      kind === null
        ? await this.answerAll(splitQuestions(text), { ...options, until: began + ANSWER_WITHIN })
        : this.talk(text, kind);
    return {
      ...answer,
      question: { ...answer.question, text },
      ...(passedOver.length > 0 && { passedOver }),
      tookMs: this.now() - began,
    };
  }

  /** Each question may go on with those before it. */
  private async answerAll(questions: ReturnType<typeof splitQuestions>, options: Timed): Promise<Untimed> {
    const [first, ...others] = questions;
    const answers: [Untimed, ...Untimed[]] = [await this.answerOne(first, options)];
    for (const [at, question] of others.entries()) {
      const earlier = [...(options.earlier ?? []), ...questions.slice(0, at + 1)];
      answers.push(await this.answerOne(question, { ...options, earlier }));
    }
    return inOneAnswer(answers);
  }

  private talk(text: string, kind: SmallTalk): Untimed {
    return {
      question: this.retriever.understand(text),
      outcome: 'small-talk',
      ...NOTHING_CITED,
      confidence: 0,
      smallTalk: { kind, about: this.retriever.knownName },
    };
  }

  private async answerOne(text: string, options: Timed): Promise<Untimed> {
    const [likeliest, ...others] = this.retriever.rewriteFollowUp(text, options.earlier);
    let answer = await this.answerAs(likeliest, options);
    for (const rewritten of others) {
      if (this.isLate(options)) break;
      const other = await this.answerAs(rewritten, options);
      if (other.confidence > answer.confidence) answer = other;
    }
    return { ...answer, question: { ...answer.question, text } };
  }

  /** The passages for a question, best first, with the question understood after the earlier ones; of several questions those for each. */
  async search(text: string, options: Omit<AnswerOptions, 'limit'> = {}): Promise<SearchResult> {
    const { earlier = [], filter } = options;
    const parts = splitQuestions(text);
    const likeliest = parts.map(
      (part, at) => this.retriever.rewriteFollowUp(part, [...earlier, ...parts.slice(0, at)])[0],
    );
    const results: SearchResult[] = [];
    for (const part of likeliest) results.push(await this.retriever.search(part, filter));
    const result = inOneResult(this.retriever.understand(likeliest.join(' ')), results);
    return { ...result, question: { ...result.question, text } };
  }

  /** The spans for a question, best first, with what speaks for and against each. For calibration. */
  async evidenceFor(text: string): Promise<readonly Evidence[]> {
    const { question, found } = await this.retriever.search(text);
    const matches = new ArticleMatches(question, this.texts);
    const spans = await this.read(question, found, matches, () => false, Infinity);
    return (spans ?? []).map((span) => ({
      span,
      statement: this.statementOf(span),
      features: evidenceFeatures(span, question, matches, this.retriever),
    }));
  }

  private async answerAs(text: string, options: Timed): Promise<Untimed> {
    const searched = await this.searchFor(text, options);
    const topic = topicTerms(searched.question);
    const answer =
      topic === null
        ? await this.answerFrom(await this.tell(searched, options), options)
        : this.articlesOn(topic, searched, options);
    return searched.lexicalOnly ? { ...answer, lexicalOnly: true } : answer;
  }

  /** The articles on a topic, each cited where it speaks of it; on any topic, the newest. */
  private articlesOn(
    topic: readonly QuestionTerm[],
    { question, found }: SearchResult,
    { filter, limit }: Timed,
  ): Untimed {
    const most = limit ?? MOST_OF_SEVERAL;
    const { index } = this.retriever;
    const spans =
      topic.length === 0
        ? newestArticles(
            index.articles.filter((one) => passesFilter(one, filter ?? {})),
            index.passages,
            most,
          )
        : articlesOnTopic(topic, question.accented, found, {
            texts: this.texts,
            headerTokens: (article) => this.retriever.headerTokens(article),
          });
    const scope = { several: true, order: topic.length === 0 ? null : askedTime(question).order };
    const cited = cite(selectCitations(spans, scope), most, this.texts);
    const [best] = spans;
    return {
      question,
      outcome: best === undefined ? 'not-told' : 'told',
      ...cited,
      closest: best === undefined ? nearestOf(found, scope) : null,
      confidence: best?.score ?? 0,
    };
  }

  private async answerFrom(whole: Told, options: Timed): Promise<Untimed> {
    const { limit } = options;
    const { question, scope, found, spans, confidence, isToWorkOut } = whole;
    if (spans === null) {
      const citations = citeUnread(found, limit ?? MOST);
      return { question, outcome: 'unread', ...NOTHING_CITED, citations, confidence: 0 };
    }
    const compared = decomposeComparison(question);
    const sides = compared.length > 1 ? await this.sidesTold(compared, options) : null;
    // A comparison of what the articles lack is told by a sentence that is sure to make it, or not at all.
    const own = compared.length > 1 && confidence < this.sure ? [] : spans;
    const selected =
      sides === null ? selectCitations(own, scope) : sideBySide(sides.map((side) => side.spans ?? []));
    const most = limit ?? (scope.several || sides !== null ? MOST_OF_SEVERAL : MOST);
    const chance = sides === null ? confidence : Math.min(...sides.map((side) => side.confidence));
    const cited = cite(selected, most, this.texts);
    if (cited.statements.length === 0) {
      const closest = nearestOf(found, scope);
      return { question, outcome: 'not-told', ...NOTHING_CITED, closest, confidence: chance };
    }
    const outcome = chance >= this.sure && !isToWorkOut ? 'told' : 'perhaps';
    return { question, outcome, ...cited, closest: null, confidence: chance };
  }

  /** The passages for a question. What only words were searched for counts as a failure. */
  private async searchFor(text: string, { filter }: Timed): Promise<SearchResult> {
    const searched = await this.retriever.search(text, filter);
    if (searched.lexicalOnly) this.timesFailed += 1;
    return searched;
  }

  /** What the articles have for a question. */
  private async tell({ question, found }: SearchResult, { until }: Timed): Promise<Told> {
    const scope = { several: isListQuestion(question), order: askedTime(question).order };
    const matches = new ArticleMatches(question, this.texts);
    const { answerability } = this.reading ?? {};
    const { modelName } = this.retriever.index.identity;
    const chanceOfSpan = (span: SpanEvidence) =>
      answerability === undefined
        ? 0
        : chanceOf(evidenceFeatures(span, question, matches, this.retriever), answerability, modelName);
    const isEnough = (spans: readonly SpanEvidence[]) =>
      !scope.several && scope.order === null && spans[0] !== undefined && chanceOfSpan(spans[0]) >= this.sure;
    const read = found.length === 0 ? [] : await this.read(question, found, matches, isEnough, until);
    const searched = { question, scope, found };
    if (read === null) return { ...searched, spans: null, confidence: 0, isToWorkOut: false };
    const weighed = read.map((span): WeighedSpan => ({ ...span, score: chanceOfSpan(span) }));
    const confidence = weighed[0]?.score ?? 0;
    const threshold = this.thresholdFor(question);
    const [best] = weighed;
    const toWorkOut = best !== undefined && isToWorkOut(question, this.statementOf(best));
    const candidates = toWorkOut ? joinedSpans(weighed) : weighed;
    const spans = confidence < threshold ? [] : answeringSpans(candidates, scope, threshold);
    return { ...searched, spans, confidence, isToWorkOut: toWorkOut };
  }

  /** What is told of each side of a comparison; null where not every side is told of. */
  private async sidesTold(compared: readonly string[], options: Timed): Promise<Told[] | null> {
    const sides: Told[] = [];
    for (const side of compared) {
      if (this.isLate(options)) return null;
      const told = await this.tell(await this.searchFor(side, options), options);
      if (told.confidence < this.thresholdFor(told.question)) return null;
      sides.push(told);
    }
    return sides;
  }

  /** Null where nothing could be read. */
  private async read(
    question: Question,
    found: readonly FoundPassage[],
    matches: ArticleMatches,
    isEnough: (spans: readonly SpanEvidence[]) => boolean,
    until: number,
  ): Promise<readonly SpanEvidence[] | null> {
    if (this.reading === null) return null;
    const { reader, mostPassages, answerability } = this.reading;
    const { retrievalWeight } = answerability;
    const { dates, order } = askedTime(question);
    const withoutOrderWords = (text: string) => (order === null ? text : withoutOrder(text, question));
    const asked = {
      ...question,
      asTyped: { ...question.asTyped, text: withoutOrderWords(question.asTyped.text) },
      normalized: withoutOrderWords(question.normalized),
    };
    const toRead = found.slice(0, mostPassages).map((one) => {
      const { article, passage, score } = one;
      const fitOf = (...some: NamedDate[]) => this.retriever.dateFit.of(some, article, passage);
      const { texts } = this;
      return {
        ...one,
        // What is about another time answers as little as what is about something else, however well it reads.
        score: score * fitOf(...dates),
        /** Of those that are read only. */
        get heading() {
          const fitting = dates.filter((date) => fitOf(date) === ABOUT_THE_DATE);
          return passageHeading(question, fitting, one, texts, matches);
        },
      };
    });
    const onCutShort = () => {
      this.timesFailed += 1;
    };
    try {
      const limits = { mostPassages, retrievalWeight, withinMs: until - this.now(), onCutShort };
      const spans = await readPassages(reader, asked, toRead, limits, isEnough);
      return spans === null || dates.length === 0 ? spans : this.inTheirYears(spans, dates);
    } catch (error) {
      this.timesFailed += 1;
      this.onUnread(error);
      return null;
    }
  }

  /**
   * The spans with those of a passage in another order where it speaks of several dates: what its sentence puts at another date than the
   * question comes behind the passage's others, in whose places it is ranked.
   */
  private inTheirYears(spans: readonly SpanEvidence[], dates: readonly NamedDate[]): SpanEvidence[] {
    const isOfAnother = ({ article, answer }: SpanEvidence) => {
      const said = datesIn(this.statementOf({ article, answer })).filter(({ year }) => year !== null);
      return said.length > 0 && !dates.some((date) => said.some((one) => liesWithin(one, date)));
    };
    return [...new Set(spans.map(({ passage }) => passage))]
      .flatMap((one) => {
        const ofPassage = spans.filter(({ passage }) => passage === one);
        const others = ofPassage.filter(isOfAnother);
        const inOrder = [...ofPassage.filter((span) => !others.includes(span)), ...others];
        return inOrder.map((span, at) => ({ ...span, score: ofPassage[at]?.score ?? span.score }));
      })
      .sort((a, b) => b.score - a.score);
  }

  /** The sentence or sentences that hold a span. */
  private statementOf({ article, answer }: Pick<SpanEvidence, 'article' | 'answer'>): string {
    const { start, end } = statementSpan(article, this.texts.sentencesOf(article), answer);
    return article.text.slice(start, end);
  }

  /** Whether the time of an answer is over, which makes it less than it would have been. */
  private isLate({ until }: Timed): boolean {
    const isLate = this.now() >= until;
    if (isLate) this.timesFailed += 1;
    return isLate;
  }

  private thresholdFor(question: Question): number {
    return this.reading?.answerability.thresholds[typingOf(question)] ?? 1;
  }

  private get sure(): number {
    return this.reading?.answerability.sure ?? 1;
  }
}

/** A span with what would be stated of it, and what speaks for and against its answering. */
export interface Evidence {
  readonly span: SpanEvidence;
  readonly statement: string;
  readonly features: AnswerabilityFeatures;
}

/** The article to name where none tells: the first found, or the newest or oldest of the first. */
function nearestOf(found: readonly FoundPassage[], { order }: Pick<Scope, 'order'>): CitedAnswer['closest'] {
  const [nearest] = order === null ? found : byRecency(found, order);
  return nearest === undefined ? null : { article: nearest.article, score: nearest.score };
}
