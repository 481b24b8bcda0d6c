import { joinLines, LINE_BREAK, splitLines } from '../clean/lines.js';
import { fail, type Outcome } from '../article.js';
import { NOTHING_STATED, type RawPage } from './raw-page.js';

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
