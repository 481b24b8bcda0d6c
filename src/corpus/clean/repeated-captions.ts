import { foldDiacritics } from '../../language/vietnamese.js';
import type { PageLine } from '../formats/raw-page.js';

/** Shortest line that is taken out when it stands word for word a second time. */
const MIN_REPEATED_WORDS = 4;
/** Longest line that may be a caption. The length in characters bounds the cost of comparing two. */
const MAX_CAPTION_WORDS = 50;
const MAX_CAPTION_LENGTH = 400;
/** Words that a caption must share with its neighbour to count as the same, when it is wholly held by it… */
const MIN_HELD_WORDS = 8;
/** …and when a few words differ ("phát biểu" for "nhấn mạnh"). */
const MIN_SHARED_WORDS = 12;
/** Share of a caption's words that may differ. */
const MAX_DIFFERING = 1 / 8;

interface Word {
  readonly folded: string;
  /** Names and figures tell two captions apart however much else they share. */
  readonly telling: boolean;
}

/**
 * Keeps once what a page shows again and again beside its pictures: a line that stood before, word for word, and a
 * caption that says the same as the one-sentence line next to it, of which the fuller stays. A paragraph of several
 * sentences is only ever compared word for word.
 */
export function dropRepeatedCaptions(lines: readonly PageLine[]): PageLine[] {
  const kept: PageLine[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    const key = foldDiacritics(line.text)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (seen.has(key)) continue;
    if (!line.listItem && key.split(' ').length >= MIN_REPEATED_WORDS) seen.add(key);
    const before = kept.at(-1);
    if (before !== undefined && isCaption(line) && isCaption(before)) {
      const [words, wordsBefore] = [wordsOf(line.text), wordsOf(before.text)];
      if (says(wordsBefore, words)) continue;
      if (says(words, wordsBefore)) kept.pop();
    }
    kept.push(line);
  }
  return kept;
}

/** Whether `line` is one sentence or less, of a length that can be compared. */
function isCaption({ text, listItem }: PageLine): boolean {
  if (listItem || text.length > MAX_CAPTION_LENGTH || text.split(' ').length > MAX_CAPTION_WORDS)
    return false;
  return !/[.!?…]["”’)]? \p{Lu}/u.test(text);
}

function wordsOf(text: string): Word[] {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word, at) => ({
    folded: foldDiacritics(word),
    telling: /\p{N}/u.test(word) || (at > 0 && /^\p{Lu}/u.test(word)),
  }));
}

/** Whether `fuller` says all that `caption` says, in the same order, but for a few words that name nothing. */
function says(fuller: readonly Word[], caption: readonly Word[]): boolean {
  if (caption.length > fuller.length) return false;
  const differing = wordsNotIn(fuller, caption);
  const shared = caption.length - differing.length;
  if (differing.length === 0) return shared >= MIN_HELD_WORDS;
  const few = differing.length <= caption.length * MAX_DIFFERING;
  return few && shared >= MIN_SHARED_WORDS && !differing.some((word) => word.telling);
}

/** The words of `caption` outside a longest common subsequence with `fuller`. */
function wordsNotIn(fuller: readonly Word[], caption: readonly Word[]): Word[] {
  const lengths = Array.from({ length: caption.length + 1 }, () =>
    new Array<number>(fuller.length + 1).fill(0),
  );
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = caption.length - 1; row >= 0; row -= 1) {
    for (let column = fuller.length - 1; column >= 0; column -= 1) {
      const same = caption[row]?.folded === fuller[column]?.folded;
      const longest = same ? 1 + at(row + 1, column + 1) : Math.max(at(row + 1, column), at(row, column + 1));
      lengths[row]?.splice(column, 1, longest);
    }
  }
  const differing: Word[] = [];
  let column = 0;
  caption.forEach((word, row) => {
    while (column < fuller.length && at(row, column) === at(row, column + 1)) column += 1;
    if (at(row, column) === at(row + 1, column)) differing.push(word);
    else column += 1;
  });
  return differing;
}
