import type { Span } from './article.js';

/**
 * Words after which a full stop does not end a sentence, in lower case and without the stop: titles, place names and
 * units of Vietnamese and English news. Single letters (initials, "TP.HCM", "U.S.") need no entry.
 */
const ABBREVIATIONS = new Set(
  (
    'tp tx tt ths th s ts tskh pgs gs bs ks kts cn ls hlv nsnd nsưt ngnd ngưt đc cki ckii nxb đt tel fax sđt tr vd vs stt qđ nđ cty ' +
    'nos vol mr mrs ms dr prof st jr sr inc ltd co corp col lt sgt capt rev hon dept fig approx ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec'
  ).split(' '),
);

/** What may close a sentence after its stop: quotes and brackets. */
const CLOSING = /[”’"'»)\]}]/u;
const OPENING_OR_UPPER = /[\p{Lu}\p{Lt}\p{N}“‘"'«([{•\-–—*]/u;
const TERMINAL = new Set(['.', '!', '?', '…', '。', '！', '？']);
const BLANK = /\s/u;

/**
 * The longest sentence that is left whole, in UTF-16 units. A longer one is cut at its clauses, because a citation shows
 * at most 700 characters and must never end in the middle of a clause if that can be helped.
 */
export const MAX_SENTENCE_LENGTH = 600;

/**
 * The sentences of a text, in order. Together they cover every character of `text` but the blanks around them; none
 * crosses a line break. A sentence over {@link MAX_SENTENCE_LENGTH} is returned as several spans, cut after a semicolon,
 * colon, comma or, in the last resort, a blank.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let lineStart = 0;
  while (lineStart <= text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
    splitLine(text, lineStart, lineEnd, spans);
    lineStart = lineEnd + 1;
  }
  return spans.flatMap((span) => cutLong(text, span));
}

function splitLine(text: string, lineStart: number, lineEnd: number, spans: Span[]): void {
  let start = lineStart;
  let quoteDepth = 0;
  for (let at = lineStart; at < lineEnd; at++) {
    const character = text.charAt(at);
    if (character === '“' || character === '«') quoteDepth++;
    else if (character === '”' || character === '»') quoteDepth = Math.max(0, quoteDepth - 1);
    if (!TERMINAL.has(character)) continue;
    const end = endOfStop(text, at, lineEnd);
    if (/[”»]/u.test(text.slice(at, end))) quoteDepth = Math.max(0, quoteDepth - 1);
    // A quotation that goes on after the stop stays whole while it is short enough to be shown whole.
    if (
      isBoundary(text, start, at, end, lineEnd) &&
      (quoteDepth === 0 || quoteEndsTooFar(text, start, end, lineEnd))
    ) {
      pushTrimmed(text, start, end, spans);
      start = end;
      quoteDepth = 0;
    }
    at = end - 1;
  }
  pushTrimmed(text, start, lineEnd, spans);
}

/** The end of a run of stops and the quotes or brackets that close after it. */
function endOfStop(text: string, at: number, lineEnd: number): number {
  let end = at + 1;
  while (end < lineEnd && TERMINAL.has(text.charAt(end))) end++;
  while (end < lineEnd && CLOSING.test(text.charAt(end))) end++;
  return end;
}

function isBoundary(text: string, start: number, stop: number, end: number, lineEnd: number): boolean {
  if (end >= lineEnd) return true;
  if (!BLANK.test(text.charAt(end))) return false; // 3.5771239, TP.HCM, e-mail and web addresses, “…”,
  let next = end;
  while (next < lineEnd && BLANK.test(text.charAt(next))) next++;
  if (next >= lineEnd) return true;
  if (!OPENING_OR_UPPER.test(String.fromCodePoint(text.codePointAt(next) ?? 0))) return false;
  return (
    text.charAt(stop) !== '.' ||
    !isAbbreviation(text.slice(Math.max(start, stop - MAX_LOOK_BACK), stop), text.charAt(next))
  );
}

/** How far back a full stop is judged by, in UTF-16 units: a short word and the one before it. */
const MAX_LOOK_BACK = 24;
/** What a Roman figure follows; after another word, a capital with a full stop is an initial. */
const COUNTER = /(?:khóa|khoá|thứ|lần|kỳ|kỷ|quý|chương|phần|cấp|loại|hạng|nhóm|mục|vùng|khu|bậc) $/iu;
const VOWEL = /[aeiouyăâêôơưy]/u;

/** Whether a full stop behind `before` ends no sentence, but a word that is cut short. */
function isAbbreviation(before: string, next: string): boolean {
  const written = /[\p{L}\p{M}\p{N}./]*$/u.exec(before)?.[0] ?? '';
  const word = written.toLowerCase();
  if (word === '') return false;
  const rest = before.slice(0, before.length - written.length);
  // "Đ/c", "v/v"
  if (/^\p{L}\p{M}*\/\p{L}\p{M}*$/u.test(word)) return true;
  const isFigureNext = /\p{N}/u.test(next);
  // "12 m. 5 người": a unit ends its sentence.
  const isUnit = /\p{N}[ \u00A0]?$/u.test(rest);
  if (/^\p{L}\p{M}*$/u.test(word)) {
    if (/^[IVX]$/u.test(written) && COUNTER.test(rest)) return false;
    return !/\p{Ll}\p{M}*$/u.test(written) || word === 'p' || word === 'q' || (isFigureNext && !isUnit);
  }
  if (/^no\.?$|^số$/u.test(word)) return isFigureNext;
  // "v.v." (and so on) mostly ends its sentence when a capital follows.
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word)) return word !== 'v.v';
  // "1. Mở đầu": a number that opens a list item, not one that ends a sentence ("năm 2016.").
  if (/^\p{N}{1,2}$/u.test(word)) return before.trimStart() === word;
  const parts = word.split(/[./]/u).filter((part) => part !== '');
  if (parts.every((part) => ABBREVIATIONS.has(part))) return true;
  // No word is without a vowel: "Ng. Văn Nam", "Kp. 4". Of words in small letters, units are.
  const isCutShort = /^\p{L}{2,3}$/u.test(word) && !VOWEL.test(word.normalize('NFD').replace(/\p{M}/gu, ''));
  return isCutShort && !isUnit && (isFigureNext || /^\p{Lu}\p{Ll}+$/u.test(written));
}

/** True when the quotation that is open at `end` does not close within what may be shown as one sentence. */
function quoteEndsTooFar(text: string, start: number, end: number, lineEnd: number): boolean {
  for (let at = end; at < Math.min(lineEnd, start + MAX_SENTENCE_LENGTH); at++) {
    const character = text.charAt(at);
    if (character === '”' || character === '»') return false;
    if (character === '“' || character === '«') return true;
  }
  return true;
}

function pushTrimmed(text: string, from: number, to: number, spans: Span[]): void {
  let start = from;
  let end = to;
  while (start < end && BLANK.test(text.charAt(start))) start++;
  while (end > start && BLANK.test(text.charAt(end - 1))) end--;
  if (end > start) spans.push({ start, end });
}

/** Cuts a sentence that is too long to be shown whole into runs of clauses, each as long as may be. */
function cutLong(text: string, span: Span): Span[] {
  if (span.end - span.start <= MAX_SENTENCE_LENGTH) return [span];
  const pieces: Span[] = [];
  let start = span.start;
  while (span.end - start > MAX_SENTENCE_LENGTH) {
    const cut = lastClauseEnd(text, start, start + MAX_SENTENCE_LENGTH);
    pushTrimmed(text, start, cut, pieces);
    start = cut;
  }
  pushTrimmed(text, start, span.end, pieces);
  return pieces;
}

/**
 * Where the best clause boundary in the last two thirds of `[start, limit)` ends: `;` before `:` before `,` before a blank.
 * Without any, the last place that does not cut through a character with its combining marks.
 */
function lastClauseEnd(text: string, start: number, limit: number): number {
  const earliest = start + Math.floor((limit - start) / 3);
  // Only the window is searched: looking back through the whole text for each piece would take quadratic time.
  const window = text.slice(earliest, limit);
  for (const mark of ['; ', ': ', ', ', ' ']) {
    const at = window.lastIndexOf(mark);
    if (at >= 0) return earliest + at + mark.length;
  }
  return lastCharacterEnd(text, start, limit);
}

const CHARACTERS = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** The last boundary between characters as readers see them in `(start, limit]`; at least no surrogate pair is cut. */
function lastCharacterEnd(text: string, start: number, limit: number): number {
  // Two more code units hold the code point that says whether `limit` is a boundary.
  const cut = CHARACTERS.segment(text.slice(start, limit + 2)).containing(limit - start)?.index ?? 0;
  if (cut > 0) return start + cut;
  const code = text.charCodeAt(limit - 1);
  return code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit;
}
