import { wordingOf } from '../../language/vietnamese.js';
import type { PageLine } from '../formats/raw-page.js';

/** Shortest line that is taken out when it stands word for word a second time. */
const MIN_REPEATED_WORDS = 4;
/** Longest line that may be a caption. */
const MAX_CAPTION_WORDS = 50;
const MAX_CAPTION_LENGTH = 400;
/** Words that a caption has at least to go when its neighbour holds it. */
const MIN_HELD_WORDS = 8;

/** A page's lines, those taken out that say nothing more. */
interface WithoutRepeats {
  readonly kept: readonly PageLine[];
  readonly dropped: readonly PageLine[];
}

/**
 * Keeps once what a page shows again and again beside its pictures: a line that stood before, word for word, and a
 * caption whose words stand in a row in the one-sentence line next to it. A line that differs from the other by a single
 * word, accent or sign says something else, and stays.
 */
export function dropRepeatedCaptions(lines: readonly PageLine[]): WithoutRepeats {
  const kept: PageLine[] = [];
  const dropped: PageLine[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    const wording = wordingOf(line.text);
    const words = wording.split(' ').length;
    const isEntry = line.listItem || line.tableRow === true;
    if (!isEntry && seen.has(wording)) {
      dropped.push(line);
      continue;
    }
    if (!isEntry && words >= MIN_REPEATED_WORDS) seen.add(wording);
    const before = kept.at(-1);
    if (before !== undefined && isCaption(line) && isCaption(before)) {
      const wordingBefore = wordingOf(before.text);
      if (holds(wordingBefore, wording)) {
        dropped.push(line);
        continue;
      }
      if (holds(wording, wordingBefore)) dropped.push(...kept.splice(-1));
    }
    kept.push(line);
  }
  return { kept, dropped };
}

/** Whether `line` is one sentence or less, of a caption's length. */
function isCaption({ text, listItem, tableRow }: PageLine): boolean {
  const isEntry = listItem || tableRow === true;
  if (isEntry || text.length > MAX_CAPTION_LENGTH || text.split(' ').length > MAX_CAPTION_WORDS) return false;
  return !/[.!?…]["”’)]? \p{Lu}/u.test(text);
}

/** Whether a wording has all of a caption's in a row. */
function holds(fuller: string, caption: string): boolean {
  return caption.split(' ').length >= MIN_HELD_WORDS && ` ${fuller} `.includes(` ${caption} `);
}
