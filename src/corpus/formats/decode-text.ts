import { fail, type Outcome, succeed } from '../article.js';
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
