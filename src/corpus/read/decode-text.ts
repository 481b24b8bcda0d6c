import { fail, succeed, type Outcome } from '../outcome.js';

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
