import { LRUCache } from 'lru-cache';
import type { Article, Span } from '../corpus/article.js';
import { datesIn, liesWithin, namedDay, type DateMention, type NamedDate } from '../language/named-dates.js';

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

  /** What was found, those that fit the dates moved up: best first, no score greater than it was. None is left out. */
  prefer<F extends { readonly article: Article; readonly passage: Span; readonly score: number }>(
    dates: readonly NamedDate[],
    found: readonly F[],
  ): readonly F[] {
    if (dates.length === 0) return found;
    return found
      .map((one) => ({
        ...one,
        score: one.score * (1 - UNFIT_LOSS * (1 - this.of(dates, one.article, one.passage))),
      }))
      .sort((a, b) => b.score - a.score);
  }

  private ofOne(asked: NamedDate, article: Article, place: Span): number {
    const published = article.publishedAt === null ? null : namedDay(article.publishedAt);
    // Most articles are of other years, which is told without looking for their dates.
    if (asked.year !== null && asked.year !== published?.year && !article.text.includes(`${asked.year}`))
      return 0;
    const said = this.mentionsIn(article);
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

  private mentionsIn(article: Article): readonly DateMention[] {
    return this.mentions.memo(article.id, { context: article });
  }
}
