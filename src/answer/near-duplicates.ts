import { wordingOf } from '../language/vietnamese.js';

/** Share of common words from which two texts may count as the same. */
const SAME_SHARE = 0.85;
/** Words that turn a statement into its opposite. */
const NEGATIONS = new Set(['không', 'chưa', 'chẳng', 'chớ', 'đừng', 'no', 'not', 'never'].map(wordingOf));

/**
 * True when two texts have the same words but for a few more that one of them has. A figure, a name or a "not" more, or
 * one word in place of another, makes it another statement.
 */
export function sameWords(a: string, b: string): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const [fewer, more] = left.size < right.size ? [left, right] : [right, left];
  if (![...fewer.keys()].every((word) => more.has(word)) || fewer.size / more.size < SAME_SHARE) return false;
  return [...more].every(([word, isTelling]) => fewer.has(word) || !isTelling);
}

/** The words of a text, and whether each tells statements apart: figures, names (but for a text's first word), negations. */
function wordsOf(text: string): Map<string, boolean> {
  const telling = new Set(
    [...text.matchAll(/(?<=[\p{L}\p{N}][^\p{L}\p{N}]+)\p{Lu}[\p{L}\p{M}]*/gu)].map(([name]) =>
      wordingOf(name),
    ),
  );
  const words = wordingOf(text).split(' ');
  return new Map(
    words.map((word) => [word, /\p{N}/u.test(word) || telling.has(word) || NEGATIONS.has(word)]),
  );
}

/** True when a text holds all of another's words in a row: case, punctuation and tone placement don't matter. */
export function holdsWords(text: string, part: string): boolean {
  return ` ${wordingOf(text)} `.includes(` ${wordingOf(part)} `);
}
