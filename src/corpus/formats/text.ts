import { joinLines, LINE_BREAK, splitLines } from '../clean/lines.js';
import { fail, type Outcome, succeed } from '../article.js';
import { NOTHING_STATED, type RawPage } from './raw-page.js';
import { decodeLegacy, recogniseLegacy, repairVietnamese } from './legacy-vietnamese.js';

/** Control characters that a text may hold before it is taken for binary: one in a hundred. */
const MAX_CONTROL_SHARE = 0.01;
const ESC = '\u001B';
/** All but white space, and what begins the colours of a text copied from a terminal. */
const BINARY_CONTROL = new RegExp(`(?![\\s${ESC}])\\p{Cc}`, 'gu');

/** What is wrong with a file without a byte, of whatever format. */
export const EMPTY_FILE = fail(
  'The file is empty, or a cloud drive has not downloaded it yet.',
  'Write the article into it, download it, or delete it.',
);

/**
 * The text of a file: UTF-8 or UTF-16 with or without a byte order mark, the encoding that a page declares, or one of the
 * old Vietnamese encodings, also where it has been saved as UTF-8 letter by letter. Anything else is a problem, since a
 * guessed encoding would show a reader wrong letters as a quotation.
 *
 * @param declared - the encoding that something outside the text declares; what is UTF-8 is taken for that all the same.
 */
export function decodeText(bytes: Uint8Array, declared?: string): Outcome<string> {
  if (bytes.length === 0) return EMPTY_FILE;
  const decoded = decodeBytes(bytes, declared);
  if (!decoded.ok) return decoded;
  const text = decoded.value;
  if (looksBinary(text)) {
    return fail(
      'The file holds binary data.',
      'Save the article as UTF-8 text, or give a document its own extension (.docx, .pdf).',
    );
  }
  if (text.trim() === '') {
    return fail('The file holds nothing but white space.', 'Write the article into it or delete it.');
  }
  return succeed(text);
}

function decodeBytes(bytes: Uint8Array, outside: string | undefined): Outcome<string> {
  const encoding = unicodeOf(bytes);
  const text = decodeStrictly(bytes, encoding);
  if (text !== null) return succeed(repairVietnamese(text));
  if (encoding !== 'utf-8') {
    return fail(
      `The file starts like ${encoding.toUpperCase()} text but is damaged further on.`,
      'Open it in an editor, check it, and save it with the encoding UTF-8.',
    );
  }
  const latin1 = Buffer.from(bytes).toString('latin1');
  const declared = decodeStrictly(bytes, outside ?? declaredEncoding(latin1));
  if (declared !== null) return succeed(repairVietnamese(declared));
  const legacy = recogniseLegacy(latin1);
  return legacy === null
    ? fail('The file is not UTF-8 text.', 'Open it in an editor and save it with the encoding UTF-8.')
    : succeed(decodeLegacy(latin1, legacy));
}

function decodeStrictly(bytes: Uint8Array, encoding: string | null): string | null {
  if (encoding === null) return null;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Bytes that the encoding does not have, or a name that names none.
    return null;
  }
}

/** Bytes by which UTF-16 is told without a byte order mark. */
const SAMPLE_BYTES = 4_096;
/** High bytes of the letters and marks that Vietnamese is written with: Latin in its blocks, combining and general punctuation marks. */
const HIGH_BYTES = new Set([0x00, 0x01, 0x03, 0x1e, 0x20]);

function unicodeOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (bytes.length % 2 === 1 || !sample.includes(0)) return 'utf-8';
  const isHigh = (odd: number) =>
    sample.every((byte, at) => at % 2 !== odd || HIGH_BYTES.has(byte)) &&
    sample.every((byte, at) => at % 2 === odd || byte !== 0);
  if (isHigh(1)) return 'utf-16le';
  return isHigh(0) ? 'utf-16be' : 'utf-8';
}

/** Where a page declares its encoding, by the HTML standard. */
const DECLARED_WITHIN = 1_024;

/** Null also where it names none that the bytes can be in (UTF-16 has NULs) or none at all. */
function declaredEncoding(page: string): string | null {
  const head = page.slice(0, DECLARED_WITHIN);
  const name = /<(?:meta[^>]*charset|\?xml[^>]*encoding)\s*=\s*["']?([\w-]+)/iu.exec(head)?.[1] ?? null;
  return name === null || /^(?:utf-?16|x-user-defined)/iu.test(name) ? null : name;
}

function looksBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  let controls = 0;
  // One by one, for a run of millions overflows the stack of a regular expression.
  for (const { length } of text.matchAll(BINARY_CONTROL)) {
    controls += length;
    if (controls > text.length * MAX_CONTROL_SHARE) return true;
  }
  return false;
}

/*
 * What is no article but a mistake or an attack: a book has 1 million characters in 20,000 lines. Without these limits a
 * file of 10 MB that is made for it would take half a minute, or overflow the stack of a regular expression.
 */
const MAX_LENGTH = 4_000_000;
const MAX_LINES = 100_000;
const MAX_LINE_LENGTH = 200_000;

const HINT = 'Check that it is one article; split what is more into one file an article.';

/** The problem with a text that is too long in all, in lines, or in one line; null where there is none. */
export function checkTextSize(text: string): Outcome<never> | null {
  if (text.length > MAX_LENGTH) return fail(`The text has more than ${MAX_LENGTH} characters.`, HINT);
  let lines = 0;
  let lineStart = 0;
  for (const { index, 0: lineBreak } of text.matchAll(LINE_BREAK)) {
    lines += 1;
    if (lines >= MAX_LINES) return fail(`The text has more than ${MAX_LINES} lines.`, HINT);
    if (index - lineStart > MAX_LINE_LENGTH) return lineTooLong(lines);
    lineStart = index + lineBreak.length;
  }
  return text.length - lineStart > MAX_LINE_LENGTH ? lineTooLong(lines + 1) : null;
}

/** The same for the paragraphs of a page, which are lines no longer. */
export function checkParagraphs(paragraphs: readonly { readonly text: string }[]): Outcome<never> | null {
  const length = paragraphs.reduce((sum, { text }) => sum + text.length, 0);
  if (length > MAX_LENGTH) return fail(`The text has more than ${MAX_LENGTH} characters.`, HINT);
  if (paragraphs.length > MAX_LINES) return fail(`The text has more than ${MAX_LINES} lines.`, HINT);
  const at = paragraphs.findIndex(({ text }) => text.length > MAX_LINE_LENGTH);
  if (at < 0) return null;
  return fail(`Paragraph ${at + 1} of the page has more than ${MAX_LINE_LENGTH} characters.`, HINT);
}

function lineTooLong(line: number): Outcome<never> {
  return fail(`Line ${line} of the text has more than ${MAX_LINE_LENGTH} characters.`, HINT);
}

/** Reads a plain text, as copied from a page: its first line is the title. */
export function parseText(text: string): RawPage {
  return {
    lines: joinLines(splitLines(text), true),
    stated: NOTHING_STATED,
    dropped: [],
    firstLineIsTitle: true,
  };
}
