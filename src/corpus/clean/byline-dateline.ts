import { findDays } from '../../language/dates.js';
import { foldDiacritics, plainWords } from '../../language/vietnamese.js';
import { isPlaceName } from '../../language/gazetteer.js';
import { boilerplateKind, phrases } from './boilerplate-line.js';

/** A line that says who wrote an article. */
interface Byline {
  /** The name as written, without its label; null where the line only credits pictures. */
  readonly author: string | null;
  /** It has a label ("Tin, ảnh:"), so it cannot be mistaken for a heading. */
  readonly labelled: boolean;
}

/** Longest byline: three or four names with their offices. */
const MAX_BYLINE_LENGTH = 120;
const MAX_NAME_WORDS = 5;
const MAX_OFFICE_WORDS = 8;

const AUTHOR_LABELS = phrases(`
  tin, bai, tin anh, bai anh, tin bai, tin bai anh, bai viet, tac gia, nguoi viet, nguoi dang, tin va anh, bai va anh,
  tin bai va anh, thuc hien, pv, phong vien, nguon, theo, author, by, written by, words, story, reporter, reporting by,
  text and photos
`);
const PICTURE_LABELS = phrases('anh, anh chup, video, clip, do hoa, photo, photos, graphics');

/** What stands for a name where a newsroom signs. */
const NEWSROOM =
  /^(?:P\.?V\.?|BBT|BTV|CTV|Nhóm PV|Nhóm phóng viên|TTXVN|VNA|Reuters|AFP|AP)(?: \([^()]{1,30}\))?$/u;

/** Words in capitals that make a label of the page or a body, not a name, with their tones: "Tin Nóng", "Báo Mới". */
const NOT_IN_NAMES = new Set(
  `tin bài ảnh video clip xem đọc tức mục sự nổi mới thêm khác về của các báo viện thư thông đảng ủy uỷ ban sở hội
  top more news page home contact read sign login download us the share follow`.split(/\s+/u),
);

/**
 * The byline that `line` is, or null. A label with names after it ("Tin, ảnh: …", "Theo …", "By …"), or nothing but
 * names in capitals, with an office or agency behind a dash, slash or in brackets.
 */
export function parseByline(line: string): Byline | null {
  if (line.length > MAX_BYLINE_LENGTH) return null;
  const colon = line.indexOf(':');
  if (colon > 0) return parseLabelled(line.slice(0, colon), line.slice(colon + 1));
  const words = /^(Theo|Nguồn|By) (.+)$/u.exec(line);
  if (words?.[1] !== undefined && words[2] !== undefined) return parseLabelled(words[1], words[2]);
  if (NEWSROOM.test(line)) return { author: line, labelled: false };
  const isName = isSigned(line, 2) && !isPlaceName(line) && boilerplateKind(line) === null;
  return isName ? { author: line, labelled: false } : null;
}

function parseLabelled(label: string, rest: string): Byline | null {
  const key = plainWords(label);
  const names = rest.trim().replace(/\.$/u, '');
  if (!isSigned(names, 1) && !NEWSROOM.test(names)) return null;
  if (PICTURE_LABELS.has(key)) return { author: null, labelled: true };
  return AUTHOR_LABELS.has(key) ? { author: names, labelled: true } : null;
}

/** Whether `text` is one or more names of at least `minWords` words, perhaps with an office or agency. */
export function isSigned(text: string, minWords: number): boolean {
  const withoutAgency = text.replace(/ ?\([^()]{1,40}\)$/u, '');
  const [people = '', ...behind] = withoutAgency.split(/ [-–—] |\//u);
  return (
    people.split(/, ?| & | và | and /u).every((name) => isName(name, minWords)) && behind.every(isOffice)
  );
}

function isName(text: string, minWords: number): boolean {
  const words = text.split(' ');
  if (words.length < minWords || words.length > MAX_NAME_WORDS) return false;
  return words.every((word) => /^\p{Lu}[\p{L}.’'-]*$/u.test(word) && !NOT_IN_NAMES.has(word.toLowerCase()));
}

function isOffice(text: string): boolean {
  return /^\p{Lu}[\p{L}\p{N}.,&’' -]*$/u.test(text) && text.split(' ').length <= MAX_OFFICE_WORDS;
}

/** What a page's own line says about when its article was published. */
interface Dateline {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** A name that stands in the same line, as in "Hồng Thanh | 08:00 17/10/2024". */
  readonly author: string | null;
}

/** What stands before the name in a dateline: "Đăng ngày 16/10/2020 bởi Lê An". */
const BY =
  /^(?:(?:(?:đăng|viết) )?bởi|(?:posted |written )?by|theo|tác giả|người (?:viết|đăng))(?: ?: ?| )/iu;

/** Longest dateline: a weekday, date, time, zone, view counter and a print button stay far below. */
const MAX_DATELINE_LENGTH = 160;

/** Words that may stand beside the date, folded: weekdays, "updated", "at", view counters, the print button. */
const BESIDE_A_DATE = new Set(
  `thu hai ba tu nam sau bay chu nhat cn t monday tuesday wednesday thursday friday saturday sunday mon tue wed thu
  fri sat sun hom nay ngay gio phut luc h am pm sa ch gmt utc ict cap dang xuat ban phat hanh thoi gian published
  updated posted update date last on at luot xem doc views view in bai viet email gui print`.split(/\s+/u),
);

/**
 * Reads a line that holds a date and nothing that an article would say: a time, weekday, counter, section or name
 * beside it at most. Of two dates (published, updated) the first counts.
 */
export function parseDateline(line: string): Dateline | null {
  if (line.length > MAX_DATELINE_LENGTH) return null;
  const days = findDays(line);
  const [first] = days;
  if (first === undefined) return null;
  const rest = days.reduceRight((text, { start, end }) => `${text.slice(0, start)}|${text.slice(end)}`, line);
  let author: string | null = null;
  for (const part of rest.split(/ [-–—] |[|•·,]/u)) {
    const written = part.trim();
    const segment = written.replace(BY, '');
    if (segment !== written && !isSigned(segment, 2) && segment.split(' ').length <= MAX_NAME_WORDS) continue;
    if (isBesideADate(segment) || isPlaceName(segment) || boilerplateKind(segment) !== null) continue;
    if (author !== null || !isSigned(segment, 2)) return null;
    author = segment;
  }
  return { day: first.day, author };
}

function isBesideADate(segment: string): boolean {
  const words = foldDiacritics(segment).match(/\p{L}+/gu) ?? [];
  return words.every((word) => BESIDE_A_DATE.has(word));
}
