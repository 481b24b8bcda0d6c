import { stripVTControlCharacters } from 'node:util';

const ESC = '\u001B';
const BELL = '\u0007';
/**
 * Matches a string for the terminal itself (OSC, DCS, SOS, PM, APC), such as a window title, up to its end. Node's
 * stripVTControlCharacters knows those that hold no letter outside ASCII. None holds what the next begins with, so that any
 * number without an end is looked through once.
 */
export const CONTROL_STRING = `(?:${ESC}[\\]PX^_]|[\u0090\u0098\u009D-\u009F])[^${BELL}${ESC}\u0080-\u009F]*(?:${BELL}|${ESC}\\\\|\u009C)`;
const CONTROL_STRINGS = new RegExp(CONTROL_STRING, 'gu');
/**
 * Everything that a terminal may act on or that cannot be seen: control, format (bidi, zero-width, tags), private-use
 * and stray characters, and letters that are blank. The selectors of emoji stay.
 */
const UNPRINTABLE = /(?!\n|\uFE0E|\uFE0F)[\p{C}\p{Default_Ignorable_Code_Point}]/gu;
/** Blanks of every kind, a no-break space too; a paragraph break is kept. */
const BLANK = /(?!\n)\s/gu;
/**
 * Code points that one character on the screen may take. Vietnamese needs 3, the longest emoji without joiners 4;
 * a letter under dozens of marks only smears the lines around it and has no sensible width.
 */
const MAX_CODE_POINTS = 8;
const REPLACEMENT = '\uFFFD';

/** Letters of Latin and punctuation, none of which joins to another: a page of an article is looked through in no time. */
const STANDS_ALONE = /^[\u0020-\u02FF\u1E00-\u1EFF\u2010-\u205E\u20A0-\u20BF]*$/u;

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/**
 * `text` as it may safely be printed. Articles, file names and questions are not trusted: they may hold escape
 * sequences that move the cursor or set the window's title, and marks that turn the writing direction. Line feeds stay.
 */
export function printable(text: string): string {
  const safe = stripVTControlCharacters(text.replace(CONTROL_STRINGS, ''))
    .replace(BLANK, ' ')
    .replace(UNPRINTABLE, '')
    .normalize('NFC');
  return safe.split('\n').map(wholeCharacters).join('\n');
}

/** UTF-16 units that are segmented at a time: Intl.Segmenter takes quadratic time in the length of its text. */
const SEGMENTED_AT_ONCE = 1_000;

/**
 * A line without what joins to a blank beside it, such as a mark that stands on no letter: how wide it is depends on
 * what is printed next to it, and wrap-ansi lets blanks before it run over the edge.
 */
function wholeCharacters(line: string): string {
  if (STANDS_ALONE.test(line)) return line;
  const characters = charactersOf(` ${line} `).map((character) => {
    if (character.includes(' ')) return ' ';
    return Array.from(character).length > MAX_CODE_POINTS ? REPLACEMENT : character;
  });
  return characters.slice(1, -1).join('');
}

/** The characters of `line` as readers see them. One that is longer than is segmented at once comes in several parts. */
function charactersOf(line: string): string[] {
  const characters: string[] = [];
  for (let at = 0; at < line.length;) {
    const part = line.slice(at, at + SEGMENTED_AT_ONCE);
    const found = Array.from(graphemes.segment(part), ({ segment }) => segment);
    // The last may go on behind the part.
    const isLastPart = at + part.length >= line.length;
    const whole = isLastPart || found.length === 1 ? found : found.slice(0, -1);
    characters.push(...whole);
    at += whole.join('').length;
  }
  return characters;
}

/** {@link printable}, all on one line. */
export function printableLine(text: string): string {
  return printable(text).replace(/\s+/gu, ' ').trim();
}
