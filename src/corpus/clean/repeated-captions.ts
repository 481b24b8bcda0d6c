import { wordingOf } from '../../language/vietnamese.js';
import type { PageLine } from '../formats/raw-page.js';

/** Shortest line that is taken out when it stands word for word a second time, right behind the first. */
const MIN_REPEATED_WORDS = 4;
/**
 * Shortest that is taken out further away. Only captions are as long without an end mark: a shorter line, or a sentence, may say
 * of each of two things what is true of both ("Số hộ nghèo: 12").
 */
const MIN_REPEATED_CAPTION_WORDS = 16;
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
 * Keeps once what a page shows again and again beside its pictures: a line that repeats the one before or a caption anywhere
 * before, word for word, and a caption with whose words the one-sentence line next to it begins. A line that differs from the other
 * by a single word, accent or sign says something else, and stays.
 */
export function dropRepeatedCaptions(lines: readonly PageLine[]): WithoutRepeats {
  const kept: PageLine[] = [];
  const dropped: PageLine[] = [];
  const captions = new Set<string>();
  let wordingBefore = '';
  for (const line of lines) {
    const wording = wordingOf(line.text);
    const isEntry = line.listItem || line.tableRow === true;
    const words = isEntry ? 0 : wording.split(' ').length;
    const before = kept.at(-1);
    if (captions.has(wording) || (words >= MIN_REPEATED_WORDS && wording === wordingBefore)) {
      dropped.push(line);
      continue;
    }
    if (words >= MIN_REPEATED_CAPTION_WORDS && !ENDS_SENTENCE.test(line.text)) captions.add(wording);
    if (before !== undefined && isCaption(line) && isCaption(before)) {
      if (goesOnFrom(wordingBefore, wording)) {
        dropped.push(line);
        continue;
      }
      if (goesOnFrom(wording, wordingBefore)) dropped.push(...kept.splice(-1));
    }
    kept.push(line);
    wordingBefore = wording;
  }
  return { kept, dropped };
}

const ENDS_SENTENCE = /[.!?…][”"’')»]*$/u;

/** Whether `line` is one sentence or less, of a caption's length. */
function isCaption({ text, listItem, tableRow }: PageLine): boolean {
  const isEntry = listItem || tableRow === true;
  if (isEntry || text.length > MAX_CAPTION_LENGTH || text.split(' ').length > MAX_CAPTION_WORDS) return false;
  return !/[.!?…]["”’)]? \p{Lu}/u.test(text);
}

/** Whether a wording begins with a caption's, perhaps behind a word ("Ảnh:"): what more stands before it may deny it. */
function goesOnFrom(fuller: string, caption: string): boolean {
  const at = caption.split(' ').length < MIN_HELD_WORDS ? -1 : ` ${fuller} `.indexOf(` ${caption} `);
  return at >= 0 && !fuller.slice(0, at).trim().includes(' ');
}
