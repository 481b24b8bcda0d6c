import { CONTROL_STRING } from '../../lib/printable.js';
import type { PageLine } from '../formats/raw-page.js';
import { parseByline, parseDateline } from './byline-dateline.js';
import { boilerplateKind } from './boilerplate-line.js';

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
  [`(?:${ESC}\\[|\u009B)[0-?]*[ -/]*[@-~]`, `${ESC}[()][0AB]`, CONTROL_STRING].join('|'),
  'gu',
);

/** The lines of `text`, each as {@link cleanLine} leaves it. */
export function splitLines(text: string): string[] {
  return text.split(LINE_BREAK).map(cleanLine);
}

/** What nobody sees, such as soft hyphens, joiners and zero-width spaces, but for what chooses how an emoji looks. */
const INVISIBLE = /(?![\uFE0E\uFE0F])[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * One line as it should stand in an article: Unicode NFC, no escape sequences, control or invisible characters, every run
 * of spaces (no-break, tab, …) one space, none at the ends.
 *
 * What is invisible parts no words: pages and PDF files scatter it inside them. The letter ƣ, which text recognition and old
 * fonts put in the place of ư, is read as that.
 */
export function cleanLine(line: string): string {
  return line
    .replace(ESCAPE_SEQUENCE, '')
    .replace(INVISIBLE, '')
    .replace(/\s/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .replace(/ƣ/g, 'ư')
    .replace(/Ƣ/g, 'Ư')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/ {2,}/g, ' ')
    .trim()
    .normalize('NFC');
}

/** Widest column at which a text is taken to be hard-wrapped; scraped paragraphs on one line are far longer. */
const MAX_WRAP_COLUMN = 120;
/** Share of the column that a wrapped line fills at least (tools that wrap by bytes leave Vietnamese lines short). */
const MIN_FILL = 0.8;
/** Share of line breaks that fall before a lower-case word in a hard-wrapped text. */
const MIN_BROKEN_SENTENCES = 0.4;
/** Shortest line that may break inside a caption before a capital letter; shorter ones are headings or labels. */
const MIN_BROKEN_CAPTION = 30;

const BULLET = /^[•●▪■◦‣∙·○◆➢►\uF0A7\uF0B7] ?/u;
const LIST_MARKER = /^(?:[-+*–—] |\d{1,2}[.)] |[a-zđ]\) )/u;

/**
 * Joins the lines of a plain text into paragraphs. A blank line always ends a paragraph. Between two lines without one:
 *
 * 1. a line of boilerplate, a dateline, a labelled byline or a list entry stands alone;
 * 2. a line that goes on in lower case, or follows a comma, belongs to the one before;
 * 3. in a hard-wrapped text, a line belongs to the one before if its first word had no more room there;
 * 4. in a text with blank lines, so does a line after an unfinished one of a caption's length;
 * 5. any other line is a paragraph.
 *
 * @param lines - cleaned by `splitLines`; blank ones are empty.
 * @param firstIsTitle - whether rules 3 and 4 leave the first line alone.
 */
export function joinLines(lines: readonly string[], firstIsTitle = false): PageLine[] {
  const column = wrapColumn(lines);
  const hasBlankLines = lines.some((line, at) => line === '' && at > 0 && at < lines.length - 1);
  const paragraphs: { parts: string[]; last: string; listItem: boolean }[] = [];
  const looksBroken = (before: string, line: string): boolean => {
    if (/^\p{Ll}/u.test(line) || /[,;]$/u.test(before)) return true;
    if (firstIsTitle && paragraphs.length === 1 && paragraphs[0]?.parts.length === 1) return false;
    const withNextWord = before.length + 1 + (line.split(' ', 1)[0] ?? '').length;
    if (column !== null) return withNextWord > column * MIN_FILL;
    const isCaption = before.length >= MIN_BROKEN_CAPTION && before.length <= MAX_WRAP_COLUMN;
    const endsSentence = /[.!?…:][”"’')»]*$/u.test(before);
    return hasBlankLines && isCaption && !endsSentence && withNextWord > line.length;
  };
  for (const [at, line] of lines.entries()) {
    if (line === '') continue;
    const current = lines[at - 1] === '' ? undefined : paragraphs.at(-1);
    const text = line.replace(BULLET, '');
    const listItem = text !== line || LIST_MARKER.test(line);
    if (
      current !== undefined &&
      !listItem &&
      looksBroken(current.last, line) &&
      !standsAlone(current.last) &&
      !standsAlone(line)
    ) {
      current.parts.push(line);
      current.last = line;
    } else if (text !== '') paragraphs.push({ parts: [text], last: line, listItem });
  }
  return paragraphs.map(({ parts, listItem }) => ({ text: parts.join(' '), listItem }));
}

/** The column at which `lines` are hard-wrapped, or null where their breaks mean something. */
function wrapColumn(lines: readonly string[]): number | null {
  let breaks = 0;
  let brokenSentences = 0;
  let column = 0;
  lines.forEach((line, at) => {
    column = Math.max(column, line.length);
    if (line === '' || !lines[at - 1]) return;
    breaks += 1;
    if (/^\p{Ll}/u.test(line)) brokenSentences += 1;
  });
  const isWrapped =
    breaks > 1 && column <= MAX_WRAP_COLUMN && brokenSentences >= breaks * MIN_BROKEN_SENTENCES;
  return isWrapped ? column : null;
}

function standsAlone(line: string): boolean {
  return (
    boilerplateKind(line) !== null || parseDateline(line) !== null || parseByline(line)?.labelled === true
  );
}
