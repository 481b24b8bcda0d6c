import { CharacterKind, kindAt } from './character-kinds.js';

/** A date as a text names it: a day, a month or a year, or a day whose year goes without saying. */
export interface NamedDate {
  readonly year: number | null;
  readonly month: number | null;
  /** Of the month; null for a whole month or year. */
  readonly day: number | null;
}

/** A date in a text, with where it stands: UTF-16 offsets, end exclusive. */
export interface DateMention extends NamedDate {
  readonly start: number;
  readonly end: number;
  /** True for an end of a span of more than two years, "nhiệm kỳ 2020 - 2025", which tells little of the year itself. */
  readonly endsSpan: boolean;
}

type FoundDate = Omit<DateMention, 'endsSpan'>;

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const MONTH_NAME = MONTHS.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join('|');
const YEAR = '(?:19|20)\\d{2}';
/** After a dash a year may begin: "1930-1945". */
const BEGIN = '(?<![\\p{L}\\p{N}])(?<!\\p{N}[/.,])';
const END = '(?![\\p{L}\\p{N}])(?![/.,]\\p{N})';
/** Before a day without its year: "2/3" may as well be a share. */
const ON = '(?<=(?:ng[aà]y|s[aá]ng|tr[uư]a|chi[eề]u|t[oố]i|h[oô]m|t[uừ]|[dđ][eế]n|on) )';

/** Each form of a date, with or without diacritics, and what its groups are; the longest that fits counts. */
const FORMS: readonly (readonly [pattern: string, ...parts: ('year' | 'month' | 'day')[]])[] = [
  ['(\\d{4})-(\\d{2})-(\\d{2})', 'year', 'month', 'day'],
  [`(\\d{1,2}) ?[/.-] ?(\\d{1,2}) ?[/.-] ?(${YEAR})`, 'day', 'month', 'year'],
  [`(\\d{1,2}) th[aá]ng (\\d{1,2})(?:,? n[aă]m |[/-]| )(${YEAR})`, 'day', 'month', 'year'],
  [`(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${MONTH_NAME}),? (${YEAR})`, 'day', 'month', 'year'],
  [`(${MONTH_NAME}) (\\d{1,2})(?:st|nd|rd|th)?,? (${YEAR})`, 'month', 'day', 'year'],
  [`th[aá]ng (\\d{1,2})(?:,? n[aă]m | ?[/-] ?| )(${YEAR})`, 'month', 'year'],
  [`(${MONTH_NAME}),? (?:of )?(${YEAR})`, 'month', 'year'],
  [`(\\d{1,2}) ?[/-] ?(${YEAR})`, 'month', 'year'],
  ['(\\d{1,2}) th[aá]ng (\\d{1,2})', 'day', 'month'],
  [`${ON}(\\d{1,2})[/-](\\d{1,2})`, 'day', 'month'],
  [`(${YEAR})`, 'year'],
];
const PATTERNS = FORMS.map(([pattern, ...parts]) => ({
  parts,
  pattern: new RegExp(`${BEGIN}${pattern}${END}`, 'iuy'),
}));
/** What stands between two days of one year, which only the second tells: "14/10 đến 31/10/1930". */
const MAX_BETWEEN_DAYS = ' đến ngày '.length;
/** Where a date may begin, not at every number, and the ASCII characters that it may begin with: looked up first, since few places have one. */
const BEGINNING = new RegExp(
  `${BEGIN}(?=\\d{1,4}(?: ?[/.-] ?\\d| th[aá]ng |(?:st|nd|rd|th)? (?:of )?(?:${MONTH_NAME}))|${YEAR}|th[aá]ng |${MONTH_NAME})`,
  'iuy',
);
const FIRST_CHARACTERS = new Set(`0123456789t${MONTHS.map(([initial]) => initial).join('')}`.split(''));
const MAY_BEGIN = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(FIRST_CHARACTERS.has(String.fromCharCode(code).toLowerCase())),
);

/**
 * The dates that a text names, in order, none within another: "17/10/2024", "ngày 17 tháng 10 năm 2024", "tháng 5/2016",
 * "October 2020", "năm 2020", "17-10". Days and months that no calendar has are left out; years are 1900 to 2099.
 */
export function datesIn(text: string): DateMention[] {
  const found: FoundDate[] = [];
  for (let at = 0; at < text.length; at++) {
    if (MAY_BEGIN[text.charCodeAt(at)] !== 1 || isWithinWord(text, at)) continue;
    BEGINNING.lastIndex = at;
    const date = BEGINNING.test(text) ? dateAt(text, at) : null;
    if (date === null) continue;
    found.push(date);
    at = date.end - 1;
  }
  return found.map((date, at) => {
    const next = found[at + 1];
    const sharesYear = date.year === null && next !== undefined && next.start - date.end <= MAX_BETWEEN_DAYS;
    const endsSpan = isSpan(found[at - 1], date, text) || isSpan(date, next, text);
    return { ...date, year: sharesYear ? next.year : date.year, endsSpan };
  });
}

/** True after a letter or digit, where no date begins: told by a look-up, which most letters of a text are asked for. */
function isWithinWord(text: string, at: number): boolean {
  return at > 0 && kindAt(text, at - 1) >= CharacterKind.letter;
}

/** True for two years with a dash between them that are more than one apart. */
function isSpan(from: FoundDate | undefined, to: FoundDate | undefined, text: string): boolean {
  if (from?.month !== null || to?.month !== null || from.year === null || to.year === null) return false;
  return /^ ?[-–—] ?$/u.test(text.slice(from.end, to.start)) && to.year - from.year > 1;
}

function dateAt(text: string, start: number): FoundDate | null {
  for (const { pattern, parts } of PATTERNS) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match === null) continue;
    const valueOf = (part: (typeof parts)[number]) => {
      const at = parts.indexOf(part);
      return at < 0 ? null : numberOf(match[at + 1] ?? '');
    };
    const named = { year: valueOf('year'), month: valueOf('month'), day: valueOf('day') };
    if (isOnCalendar(named)) return { ...named, start, end: start + match[0].length };
  }
  return null;
}

/** The number that a group stands for: digits, or the name of a month. */
function numberOf(written: string): number {
  if (/^\d/u.test(written)) return Number(written);
  return 1 + MONTHS.findIndex((month) => month.startsWith(written.toLowerCase().slice(0, 3)));
}

function isOnCalendar({ month, day }: NamedDate): boolean {
  return (month ?? 1) >= 1 && (month ?? 1) <= 12 && (day ?? 1) >= 1 && (day ?? 1) <= 31;
}

/** The date of a day written `YYYY-MM-DD`. */
export function namedDay(day: string): NamedDate {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  return { year, month, day: dayOfMonth };
}

/** True when `said` lies within `asked`: "18/10/2020" within "tháng 10 năm 2020". What goes unsaid is not within. */
export function liesWithin(said: NamedDate, asked: NamedDate): boolean {
  return (['year', 'month', 'day'] as const).every(
    (part) => asked[part] === null || said[part] === asked[part],
  );
}
