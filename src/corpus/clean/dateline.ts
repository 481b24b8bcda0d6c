import { isSigned } from './byline.js';
import { findDays } from '../../language/dates.js';
import { foldDiacritics } from '../../language/vietnamese.js';
import { furnitureKind } from './furniture.js';
import { isPlaceName } from '../../language/gazetteer.js';

/** What a page's own line says about when its article was published. */
export interface Dateline {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** A name that stands in the same line, as in "Hồng Thanh | 08:00 17/10/2024". */
  readonly author: string | null;
}

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
  for (const segment of rest.split(/ [-–—] |[|•·,]/u).map((part) => part.trim())) {
    if (isBesideADate(segment) || isPlaceName(segment) || furnitureKind(segment) !== null) continue;
    if (author !== null || !isSigned(segment, 2)) return null;
    author = segment;
  }
  return { day: first.day, author };
}

function isBesideADate(segment: string): boolean {
  const words = foldDiacritics(segment).match(/\p{L}+/gu) ?? [];
  return words.every((word) => BESIDE_A_DATE.has(word));
}
