/** A day found in a text: `YYYY-MM-DD`, and where it is written (UTF-16 offsets, end exclusive). */
export interface FoundDay {
  readonly day: string;
  readonly start: number;
  readonly end: number;
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const MONTH = MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join('|');

/** Each form of a full date, with the order of its groups. Vietnamese numeric dates put the day first. */
const FORMS: readonly {
  readonly pattern: RegExp;
  readonly read: (groups: readonly string[]) => string | null;
}[] = [
  {
    pattern: /(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?!-?\d)/gu,
    read: ([year, month, day]) => calendarDay(year, month, day),
  },
  {
    pattern: /(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)/gu,
    read: ([day, , month, year]) => calendarDay(year, month, day),
  },
  {
    pattern: /(?<!\d)(\d{1,2}) {0,2}tháng {0,2}(\d{1,2}) {0,2}(?:,|năm) {0,2}(\d{4})(?!\d)/giu,
    read: ([day, month, year]) => calendarDay(year, month, day),
  },
  {
    pattern: new RegExp(`\\b(${MONTH})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?!\\d)`, 'giu'),
    read: ([month, day, year]) => calendarDay(year, monthNumber(month), day),
  },
  {
    pattern: new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)? (${MONTH})\\.?,? (\\d{4})(?!\\d)`, 'giu'),
    read: ([day, month, year]) => calendarDay(year, monthNumber(month), day),
  },
];

/** Every full date in `text` (day, month and year), in order. Impossible days (31/02/2020) are left out. */
export function findDays(text: string): FoundDay[] {
  if (!/\d{4}/u.test(text)) return [];
  const found = FORMS.flatMap(({ pattern, read }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const day = read(match.slice(1));
      return day === null ? [] : [{ day, start: match.index, end: match.index + match[0].length }];
    }),
  );
  return found.sort((a, b) => a.start - b.start);
}

/**
 * The day that a metadata value states: `2024-10-17`, `17/10/2024`, an ISO date-time, or a date in words. A time of
 * day beside it is allowed and not used: the day is taken as written, in the publisher's own time zone.
 *
 * @returns `YYYY-MM-DD`, or null when `value` is not one date.
 */
export function parseStatedDay(value: string): string | null {
  const [first, ...others] = findDays(value);
  if (first === undefined || others.length > 0) return null;
  const rest = value.slice(0, first.start) + ' ' + value.slice(first.end);
  return /^[\s\d:.,+|()TZ–-]*$/u.test(rest.replace(/\b(?:GMT|UTC|ICT|AM|PM|ngày|lúc)\b/giu, ''))
    ? first.day
    : null;
}

/** `YYYY-MM-DD` of a year, month and day that exist, between 1900 and 2100; otherwise null. */
export function calendarDay(
  year: number | string | undefined,
  month: number | string | undefined,
  day: number | string | undefined,
): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (!(y >= 1900 && y <= 2100)) return null;
  const date = new Date(Date.UTC(y, m - 1, d));
  const exists = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return exists ? date.toISOString().slice(0, 10) : null;
}

function monthNumber(name: string | undefined): number {
  return 1 + MONTHS.findIndex((month) => month.startsWith((name ?? '-').toLowerCase()));
}
