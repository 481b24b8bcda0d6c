import { calendarDay, parseStatedDay } from '../../../language/calendar-day.js';

/** Which day is meant of a month or a year. */
export type Bound = 'first' | 'last';

const MONTH_OF_YEAR = /^(?:tháng\s*)?(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+|\s+)(\d{4})$/iu;
const YEAR_AND_MONTH = /^(\d{4})\s*[/.-]\s*(\d{1,2})$/u;
const YEAR = /^(?:năm\s*)?(\d{4})$/iu;

/**
 * The day that somebody typed as the first or last of a period: a day (`2019-10-07`, `7/10/2019`, or in words), a month
 * (`10/2019`, `2019-10`) or a year (`2019`), of which the day is the first or the last.
 *
 * @returns `YYYY-MM-DD`, or null when it is no day that exists between 1900 and 2100
 */
export function parseDay(typed: string, bound: Bound): string | null {
  const text = typed.normalize('NFC').trim();
  const [, year] = YEAR.exec(text) ?? [];
  if (year !== undefined) return bound === 'first' ? calendarDay(year, 1, 1) : calendarDay(year, 12, 31);
  const [, month, ofYear] = MONTH_OF_YEAR.exec(text) ?? [];
  if (month !== undefined) return dayOfMonth(ofYear, month, bound);
  const [, inYear, monthInYear] = YEAR_AND_MONTH.exec(text) ?? [];
  if (inYear !== undefined) return dayOfMonth(inYear, monthInYear, bound);
  return parseStatedDay(text);
}

function dayOfMonth(year: string | undefined, month: string | undefined, bound: Bound): string | null {
  const days = bound === 'first' ? [1] : [31, 30, 29, 28];
  return days.map((day) => calendarDay(year, month, day)).find((day) => day !== null) ?? null;
}
