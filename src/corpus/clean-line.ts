/** Everything that ends a line: CR LF, CR, LF, vertical tab, form feed, NEL and the Unicode separators. */
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/u;

/** The lines of `text`, each as {@link cleanLine} leaves it. */
export function splitLines(text: string): string[] {
  return text.split(LINE_BREAK).map(cleanLine);
}

/**
 * One line as it should stand in an article: Unicode NFC, no control or invisible characters, every run of spaces
 * (no-break, tab, …) one space, none at the ends.
 *
 * A zero-width space parts two words where it stands between letters and is noise elsewhere.
 */
export function cleanLine(line: string): string {
  return line
    .replace(/(?<=[\p{L}\p{N}])\u200B+(?=[\p{L}\p{N}])/gu, ' ')
    .replace(/\s/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]+/gu, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/ {2,}/g, ' ')
    .trim()
    .normalize('NFC');
}
