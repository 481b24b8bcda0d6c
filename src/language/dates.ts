import { CharacterKind, kindAt } from './vietnamese.js';

/*
 * The one grammar of dates. Each reader below is as strict as what it reads needs: a mention in an article may leave out its day or year
 * and its diacritics, a publisher's statement may not, and in a box for a date a bare year is one.
 */

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const MONTH_NAME = MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join('|');
/** As {@link MONTH_NAME}, a short one with the full stop that it may have. */
const MONTH_WITH_STOP = MONTHS.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join('|');
const ORDINAL = '(?:st|nd|rd|th)?';
/** A year that needs nothing beside it to be one. */
const YEAR = '(?:19|20)\\d{2}';

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

/** After a dash a year may begin: "1930-1945". */
const BEGIN = '(?<![\\p{L}\\p{N}])(?<!\\p{N}[/.,])';
const END = '(?![\\p{L}\\p{N}])(?![/.,]\\p{N})';
/** Before a day without its year: "2/3" may as well be a share. */
const ON = '(?<=(?:ng[aà]y|s[aá]ng|tr[uư]a|chi[eề]u|t[oố]i|h[oô]m|t[uừ]|[dđ][eế]n|on) )';

const DAY = '(?<day>\\d{1,2})';
const MONTH = '(?<month>\\d{1,2})';
const NAMED_MONTH = `(?<month>${MONTH_WITH_STOP})`;
const OF_YEAR = `(?<year>${YEAR})`;
/** Each form of a date, with or without diacritics; the longest that fits counts. */
const MENTION_FORMS = [
  '(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})',
  `${DAY} ?[/.-] ?${MONTH} ?[/.-] ?${OF_YEAR}`,
  `${DAY} th[aá]ng ${MONTH}(?:,? n[aă]m |[/-]| )${OF_YEAR}`,
  `${DAY}${ORDINAL} (?:of )?${NAMED_MONTH},? ${OF_YEAR}`,
  `${NAMED_MONTH} ${DAY}${ORDINAL},? ${OF_YEAR}`,
  `th[aá]ng ${MONTH}(?:,? n[aă]m | ?[/-] ?| )${OF_YEAR}`,
  `${NAMED_MONTH},? (?:of )?${OF_YEAR}`,
  `${MONTH} ?[/-] ?${OF_YEAR}`,
  `${DAY} th[aá]ng ${MONTH}`,
  `${ON}${DAY}[/-]${MONTH}`,
  OF_YEAR,
].map((form) => new RegExp(`${BEGIN}${form}${END}`, 'iuy'));
/** What stands between two days of one year, which only the second tells: "14/10 đến 31/10/1930". */
const MAX_BETWEEN_DAYS = ' đến ngày '.length;
/** Where a date may begin, not at every number, and the ASCII characters that it may begin with: looked up first, since few places have one. */
const BEGINNING = new RegExp(
  `${BEGIN}(?=\\d{1,4}(?: ?[/.-] ?\\d| th[aá]ng |${ORDINAL} (?:of )?(?:${MONTH_WITH_STOP}))|${YEAR}|th[aá]ng |${MONTH_WITH_STOP})`,
  'iuy',
);
const MAY_BEGIN = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[\dtjfmasond]/i.test(String.fromCharCode(code))),
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
    at = date.end - 1;
    if (!isLunar(text, date)) found.push(date);
    else if (date.year !== null) found.push({ ...date, month: null, day: null });
  }
  return found.map((date, at) => {
    const next = found[at + 1];
    const sharesYear = date.year === null && next !== undefined && next.start - date.end <= MAX_BETWEEN_DAYS;
    const endsSpan = isSpan(found[at - 1], date, text) || isSpan(date, next, text);
    return { ...date, year: sharesYear ? next.year : date.year, endsSpan };
  });
}

const BEFORE_LUNAR = /(?:m[ùu]ng|m[ồo]ng|r[ằa]m) $/iu;
const AFTER_LUNAR = /^[ ,(]{0,3}(?:âm lịch|am lich|ÂL)(?!\p{L})/iu;

/** True for a day of the lunar calendar, "mùng 3 tháng 3", "10/3 âm lịch": which day of the solar one it is depends on the year. */
function isLunar(text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  return (
    BEFORE_LUNAR.test(text.slice(Math.max(0, start - 5), start).normalize('NFC')) ||
    AFTER_LUNAR.test(text.slice(end, end + 12).normalize('NFC'))
  );
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
  for (const form of MENTION_FORMS) {
    form.lastIndex = start;
    const match = form.exec(text);
    if (match === null) continue;
    const { year, month, day } = match.groups ?? {};
    const named = { year: numberOf(year), month: numberOf(month), day: numberOf(day) };
    if (isOnCalendar(named)) return { ...named, start, end: start + match[0].length };
  }
  return null;
}

/** The number that figures or the name of a month stand for; null where there are none. */
function numberOf(written: string | undefined): number | null {
  if (written === undefined) return null;
  if (/^\d/u.test(written)) return Number(written);
  const name = written.toLowerCase();
  const inVietnamese = MONTH_WORDS.indexOf(name);
  return (
    1 + (inVietnamese < 0 ? MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3))) : inVietnamese)
  );
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

/** A day found in a text: `YYYY-MM-DD`, and where it is written (UTF-16 offsets, end exclusive). */
export interface FoundDay {
  readonly day: string;
  readonly start: number;
  readonly end: number;
}

/** The months of the solar calendar in words; "tháng Giêng" and "tháng Chạp" are of the lunar one. */
const MONTH_WORDS = 'một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|mười một|mười hai'.split('|');
/** The longer ones first. */
const MONTH_WORD = MONTH_WORDS.toReversed().join('|');

/** Each form of a full date. Vietnamese numeric dates put the day first. */
const DAY_FORMS = [
  /(?<![\d/.-])(?<year>\d{4})([/.-])(?<month>\d{1,2})\2(?<day>\d{1,2})(?![/.-]?\d)/gu,
  /(?<![\d/.-])(?<day>\d{1,2})([/.-])(?<month>\d{1,2})\2(?<year>\d{4})(?!\d)/gu,
  new RegExp(
    `(?<!\\d)${DAY}[ -]{0,2}(?:tháng|thg\\.?|th\\.?) {0,2}(?<month>\\d{1,2}|${MONTH_WORD}) {0,2}(?:[,/-]|năm)? {0,2}(?<year>\\d{4})(?!\\d)`,
    'giu',
  ),
  new RegExp(`\\b(?<month>${MONTH_NAME})\\.? ${DAY}${ORDINAL},? (?<year>\\d{4})(?!\\d)`, 'giu'),
  new RegExp(`(?<!\\d)${DAY}${ORDINAL}[ -](?<month>${MONTH_NAME})\\.?,?[ -](?<year>\\d{4})(?!\\d)`, 'giu'),
];

/** Every full date in `text` (day, month and year), in order. Impossible days (31/02/2020) are left out, as are those of the lunar calendar. */
export function findDays(text: string): FoundDay[] {
  if (!/\d{4}/u.test(text)) return [];
  const found = DAY_FORMS.flatMap((form) => [...text.matchAll(form)]).flatMap((match) => {
    const { year, month, day: ofMonth } = match.groups ?? {};
    const day = calendarDay(year, numberOf(month) ?? undefined, ofMonth);
    const place = { start: match.index, end: match.index + match[0].length };
    return day === null || isLunar(text, place) ? [] : [{ day, ...place }];
  });
  return found.sort((a, b) => a.start - b.start);
}

/** How many minutes the clocks of Vietnam are ahead of UTC. */
export const VIETNAM_UTC_OFFSET = 7 * 60;

/** A time in UTC: "23:30:00Z", "23:30+00:00", "23:30 GMT"; "GMT+7" is another zone. */
const UTC_TIME =
  /(?<!\d)(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)? ?(?:Z\b|[+-]00:?00(?!\d)|\(?(?:GMT|UTC)(?! ?[+-]? ?\d))/u;

/**
 * The day that a metadata value states: `2024-10-17`, `17/10/2024`, an ISO date-time, or a date in words. A time of
 * day beside it is allowed and not used: the day is taken as written, in the publisher's own time zone.
 *
 * @param offset - minutes from UTC to the publisher's clocks, by which a time in UTC tells the day there; null where unknown
 * @returns `YYYY-MM-DD`, or null when `value` is not one date.
 */
export function parseStatedDay(value: string, offset: number | null = null): string | null {
  const [first, ...others] = findDays(value);
  if (first === undefined || others.length > 0) return null;
  const rest = value.slice(0, first.start) + ' ' + value.slice(first.end);
  const beside = rest.replace(
    /\b(?:GMT|UTC|ICT|AM|PM|ngày|lúc|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?=,))\b/giu,
    '',
  );
  if (!/^[\s\d:.,+|()TZ–-]*$/u.test(beside)) return null;
  const [, hours, minutes] = (offset === null ? null : UTC_TIME.exec(rest)) ?? [];
  if (offset === null || hours === undefined) return first.day;
  const moment = Date.parse(`${first.day}T00:00Z`) + (Number(hours) * 60 + Number(minutes) + offset) * 60_000;
  return new Date(moment).toISOString().slice(0, 10);
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

/** A year, or a month of one, as somebody types it. */
const PERIODS = [
  /^(?:năm\s*)?(?<year>\d{4})$/iu,
  /^(?:tháng\s*)?(?<month>\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+|\s+)(?<year>\d{4})$/iu,
  /^(?<year>\d{4})\s*[/.-]\s*(?<month>\d{1,2})$/u,
];

/**
 * The day that somebody typed as the first or last of a period: a day (`2019-10-07`, `7/10/2019`, or in words), a month
 * (`10/2019`, `2019-10`) or a year (`2019`), of which the day is the first or the last.
 *
 * @returns `YYYY-MM-DD`, or null when it is no day that exists between 1900 and 2100
 */
export function parsePeriodBound(typed: string, bound: 'first' | 'last'): string | null {
  const text = typed.normalize('NFC').trim();
  const period = PERIODS.map((form) => form.exec(text)).find((match) => match !== null)?.groups;
  if (period === undefined) return parseStatedDay(text);
  const { year, month } = period;
  const candidates =
    bound === 'first'
      ? [calendarDay(year, month ?? 1, 1)]
      : [31, 30, 29, 28].map((day) => calendarDay(year, month ?? 12, day));
  return candidates.find((day) => day !== null) ?? null;
}

const MONTH_BEFORE_YEAR = String.raw`(?:tháng|thang)\s\d{1,2}(?:\s?[/.-]\s?|\s(?:năm|nam)\s)`;
const LUNAR_YEAR =
  '(?:Giáp|Ất|Bính|Đinh|Mậu|Kỷ|Canh|Tân|Nhâm|Quý)\\s(?:Tý|Sửu|Dần|Mão|Thìn|Tỵ|Tị|Ngọ|Mùi|Thân|Dậu|Tuất|Hợi)';
const TIME_EXPRESSION = new RegExp(
  String.raw`(?<![\p{L}\p{N}/.-])(?:(?:năm|nam|ngày|ngay|tháng|thang|year)\s)?(?:${[
    String.raw`(?:(?:mùng|mồng|mung|mong)\s[\p{L}\p{N}]+|rằm|ram)\s(?:tháng|thang)\s[\p{L}\p{N}]+`,
    LUNAR_YEAR,
    String.raw`\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?`,
    String.raw`(?:\d{1,2}\s)?${MONTH_BEFORE_YEAR}${YEAR}`,
    String.raw`(?:\d{1,2}\s?[/.-]\s?)?${YEAR}(?:\s?[-–]\s?${YEAR})?`,
  ].join('|')})(?![\p{L}\p{N}/-])`,
  'giu',
);

/**
 * Where a question says when, each with the word before it that says which ("năm 2016", "ngày 17/10", "2020 - 2025"), so that
 * another can take its place: UTF-16 offsets, end exclusive.
 */
export function timeExpressionsIn(text: string): { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(TIME_EXPRESSION)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Dates that somebody may search for as they are written: "17/10/2024", "tháng 5/2016", "năm 2016". */
export const SEARCHABLE_DATES = [
  /(?<![\p{N}/.-])\d{1,2}[/-]\d{1,2}[/-]\d{4}(?![\p{N}/-])/gu,
  new RegExp(String.raw`(?<!\p{L})(?:năm ${YEAR}|tháng \d{1,2}[/-]${YEAR})(?![\p{N}/-])`, 'giu'),
] as const;
