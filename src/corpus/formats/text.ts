import { joinLines, LINE_BREAK, splitLines } from '../clean/lines.js';
import { fail, type Outcome, succeed } from '../article.js';
import { NOTHING_STATED, type RawPage } from './raw-page.js';

/** Control characters that a text may hold before it is taken for binary: one in a hundred. */
const MAX_CONTROL_SHARE = 0.01;
const ESC = '\u001B';
/** All but white space, and what begins the colours of a text copied from a terminal. */
const BINARY_CONTROL = new RegExp(`(?![\\s${ESC}])\\p{Cc}`, 'gu');

/**
 * The text of a file: UTF-8 with or without a byte order mark, or UTF-16 with one. Anything else is a problem, since
 * a guessed encoding would show a reader wrong letters as a quotation.
 */
export function decodeText(bytes: Uint8Array): Outcome<string> {
  if (bytes.length === 0) return fail('The file is empty.', 'Write the article into it or delete it.');
  const encoding = encodingOf(bytes);
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return encoding === 'utf-8'
      ? fail('The file is not UTF-8 text.', 'Open it in an editor and save it with the encoding UTF-8.')
      : fail(
          `The file starts like ${encoding.toUpperCase()} text but is damaged further on.`,
          'Open it in an editor, check it, and save it with the encoding UTF-8.',
        );
  }
  if (looksBinary(text)) {
    return fail(
      'The file holds binary data, or UTF-16 text without a byte order mark.',
      'Save the article as UTF-8 text; documents such as .docx or .pdf must be converted first.',
    );
  }
  if (text.trim() === '') {
    return fail('The file holds nothing but white space.', 'Write the article into it or delete it.');
  }
  return succeed(text);
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
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
