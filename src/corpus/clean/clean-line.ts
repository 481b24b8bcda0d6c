/** Everything that ends a line: CR LF, CR, LF, vertical tab, form feed, NEL and the Unicode separators. */
export const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/gu;

const ESC = '\u001B';
/**
 * What a text copied from a terminal holds of it: colours and the like (CSI), a choice of characters ("ESC ( B"), and
 * strings for the terminal itself (OSC, DCS, SOS, PM, APC) such as a window title or the address of a link. A shorter
 * sequence, ESC and a letter, can't be told from an ESC that strayed before a word, which must not lose its first letter.
 *
 * No class holds what a sequence begins with, so that all of them are found in linear time.
 */
const ESCAPE_SEQUENCE = new RegExp(
  [
    `(?:${ESC}\\[|\u009B)[0-?]*[ -/]*[@-~]`,
    `${ESC}[()][0AB]`,
    `(?:${ESC}[\\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007${ESC}\u0080-\u009F]*(?:\u0007|${ESC}\\\\|\u009C)`,
  ].join('|'),
  'gu',
);

/** The lines of `text`, each as {@link cleanLine} leaves it. */
export function splitLines(text: string): string[] {
  return text.split(LINE_BREAK).map(cleanLine);
}

/**
 * One line as it should stand in an article: Unicode NFC, no escape sequences, control or invisible characters, every run
 * of spaces (no-break, tab, …) one space, none at the ends.
 *
 * A zero-width space parts two words where it stands between letters and is noise elsewhere.
 */
export function cleanLine(line: string): string {
  return line
    .replace(ESCAPE_SEQUENCE, '')
    .replace(/(?<=[\p{L}\p{N}])\u200B+(?=[\p{L}\p{N}])/gu, ' ')
    .replace(/\s/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/ {2,}/g, ' ')
    .trim()
    .normalize('NFC');
}
