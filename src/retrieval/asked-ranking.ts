import type { Article, Span } from '../corpus/article.js';
import { askedTime } from './query/intent.js';
import type { Question } from './query/question.js';
import { LRUCache } from 'lru-cache';
import { datesIn, liesWithin, namedDay, type DateMention, type NamedDate } from '../language/dates.js';
import { numberedUnitsIn, type NumberedUnit } from '../language/units.js';
import type { Token } from '../language/vietnamese.js';

/** Passages with those that fit the dates of a question moved up, or the newest first where it asks for that; none is left out. */
export function inAskedTime<F extends Found & { readonly passage: Span }>(
  question: Pick<Question, 'normalized' | 'accented'>,
  found: readonly F[],
  dateFit: DateFit,
): readonly F[] {
  const { dates, order } = askedTime(question);
  const fitted = (one: F) => 1 - UNFIT_LOSS * (1 - dateFit.of(dates, one.article, one.passage));
  const dated =
    dates.length === 0
      ? found
      : found.map((one) => ({ ...one, score: one.score * fitted(one) })).sort((a, b) => b.score - a.score);
  return order === null ? dated : byRecency(dated, order);
}

/** Fit of a place that is about a date: see {@link DateFit}. */
export const ABOUT_THE_DATE = 1;
/** Fit of one in an article that names the date elsewhere, in passing. */
const IN_PASSING = 0.4;
/** UTF-16 units at an article's beginning in which news tells when it was. */
const OPENING_LENGTH = 400;
/** Share of its score that a place loses which does not fit a date at all. */
const UNFIT_LOSS = 0.3;

/** Articles whose dates are kept: a question with a date asks for those of some hundred. */
const KEPT_ARTICLES = 2_000;

/**
 * Tells how well places in articles fit the dates that a question names, 0 to 1. A place is about a date when it speaks of
 * it, and when its article was published then or opens with it. Looks for an article's own dates once, while it is among those met
 * last.
 */
export class DateFit {
  private readonly mentions = new LRUCache<string, readonly DateMention[], Article>({
    max: KEPT_ARTICLES,
    memoMethod: (_, __, { context: { text } }) => datesIn(text),
  });

  /** The fit of a place to the worst fitting of the dates; 1 without dates. */
  of(dates: readonly NamedDate[], article: Article, place: Span): number {
    return Math.min(1, ...dates.map((date) => this.ofOne(date, article, place)));
  }

  private ofOne(asked: NamedDate, article: Article, place: Span): number {
    const published = article.publishedAt === null ? null : namedDay(article.publishedAt);
    // Most articles are of other years, which is told without looking for their dates.
    if (asked.year !== null && asked.year !== published?.year && !article.text.includes(`${asked.year}`))
      return 0;
    const said = this.mentions.memo(article.id, { context: article });
    // "sáng 31/10" leaves out the year that the article tells elsewhere.
    const years = new Set([published?.year, ...said.map(({ year }) => year)]);
    const hits = said.filter((date) =>
      liesWithin(date.year === null && years.has(asked.year) ? { ...date, year: asked.year } : date, asked),
    );
    const isAbout =
      (published !== null && liesWithin(published, asked)) ||
      hits.some(
        ({ start, endsSpan }) =>
          !endsSpan && (start < OPENING_LENGTH || (place.start <= start && start < place.end)),
      );
    return isAbout ? ABOUT_THE_DATE : hits.length > 0 ? IN_PASSING : 0;
  }
}

/** Something found in an article. */
interface Found {
  readonly article: Article;
  /** 0 to 1. */
  readonly score: number;
}

/** Share of the best score from which something is about as relevant: of those the newest is what was asked for. */
const COMPARABLE_SHARE = 0.75;

/**
 * What was found, with that of the newest (or oldest) article first among all that is about as relevant as the best, and the rest
 * behind it. Scores are changed to tell so: they stay 0 to 1, and fall. An article without a date comes after those with one.
 *
 * @param found - best first
 */
export function byRecency<F extends Found>(found: readonly F[], order: 'newest' | 'oldest'): F[] {
  const best = found[0]?.score ?? 0;
  const least = best * COMPARABLE_SHARE;
  const comparable = found.filter(({ score }) => score >= least);
  const dates = [...new Set(comparable.map(({ article }) => article.publishedAt ?? ''))].sort();
  // Without a date is '' and sorts first, as the newest do after this.
  const [undated, dated] = [dates.filter((date) => date === ''), dates.filter((date) => date !== '')];
  const inOrder = [...(order === 'newest' ? dated.reverse() : dated), ...undated];
  /** Each date has a part of the scores from `least` to `best` to itself, the first the uppermost. */
  const step = (best - least) / Math.max(1, inOrder.length);
  const rescored = comparable.map((one) => {
    const below = inOrder.indexOf(one.article.publishedAt ?? '') + 1;
    const within = best > least ? (one.score - least) / (best - least) : 1;
    return { ...one, score: best - below * step + within * step };
  });
  return [...rescored.sort((a, b) => b.score - a.score), ...found.slice(comparable.length)];
}

/** Share of its score that a passage loses which names other units of a kind than the one asked for, and not that one. */
const OTHER_UNIT_LOSS = 0.5;

/**
 * What was found, with passages about other numbered units than the question's ("quận 2", where "quận 1" was asked for) moved down: best first, no
 * score greater than it was. None is left out.
 *
 * @param tokensOf - the words of a passage found
 */
export function inAskedUnit<F extends { readonly score: number }>(
  { tokens, accented }: Pick<Question, 'tokens' | 'accented'>,
  found: readonly F[],
  tokensOf: (one: F) => readonly Token[],
): readonly F[] {
  const asked = numberedUnitsIn(tokens, accented);
  if (asked.length === 0) return found;
  return found
    .map((one) => {
      const said = numberedUnitsIn(tokensOf(one), accented);
      return asked.some((unit) => isAboutOthers(unit, said))
        ? { ...one, score: one.score * (1 - OTHER_UNIT_LOSS) }
        : one;
    })
    .sort((a, b) => b.score - a.score);
}

function isAboutOthers({ kind, number }: NumberedUnit, said: readonly NumberedUnit[]): boolean {
  const alike = said.filter((one) => one.kind === kind);
  return alike.length > 0 && !alike.some((one) => one.number === number);
}
