import { calendarDay } from '../../language/dates.js';

/** The day of the event that a news report opens with: "sáng 31/10", "chiều nay (7/10)". */
const EVENT_DAY =
  /(?<!\p{L})(?:sáng|trưa|chiều|tối|hôm nay)(?: nay)?(?: ngày)? \(?(\d{1,2})[/-](\d{1,2})(?![/-]?\d)/giu;

/** The end of a span of years in brackets, "(10/1930 - 10/2020)" or "(18-10-1930-18-10-2024)", and its parts. */
const SPAN = /\((?:\d{1,2}[/-]){0,2}(\d{4}) ?[-–—] ?(?:(?:(\d{1,2})[/-])?(\d{1,2})[/-])?(\d{4})\)/gu;

/** Paragraphs in which a report says when its event was. */
const LEAD_PARAGRAPHS = 3;

/**
 * The day of an article whose page states none: the one day that its opening names without a year, in the one year
 * in which the anniversary it reports ends. Null unless both are single, and the anniversary's month, where given, is
 * the event's: a guess is worse than nothing.
 */
export function inferDay(paragraphs: readonly string[]): string | null {
  const eventDays = distinct(
    paragraphs
      .slice(0, LEAD_PARAGRAPHS)
      .flatMap((text) =>
        [...text.matchAll(EVENT_DAY)].map(([, day, month]) => `${Number(month)}-${Number(day)}`),
      ),
  );
  const spans = paragraphs.flatMap((text) => [...text.matchAll(SPAN)]);
  const years = distinct(
    spans.filter(([, from, , , to]) => Number(from) < Number(to)).map((span) => span[4]),
  );
  const [eventDay] = eventDays;
  const [year] = years;
  if (eventDay === undefined || year === undefined || eventDays.length > 1 || years.length > 1) return null;
  const [month, day] = eventDay.split('-');
  const endMonths = spans.flatMap(([, , , endMonth]) => (endMonth === undefined ? [] : [Number(endMonth)]));
  if (endMonths.some((endMonth) => endMonth !== Number(month))) return null;
  return calendarDay(year, month, day);
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
