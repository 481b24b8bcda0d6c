import { wordingOf } from '../language/vietnamese.js';

/** Share of common words from which two texts may count as the same. */
const SAME_SHARE = 0.85;
/** Words that turn a statement into its opposite. */
const NEGATIONS = new Set(['không', 'chưa', 'chẳng', 'chớ', 'đừng', 'no', 'not', 'never'].map(wordingOf));

/**
 * True when two texts have the same words in the same order, but for a few more that one of them has. A figure, a name or a "not"
 * more, or one word in place of another, makes it another statement.
 */
export function sameWords(a: string, b: string): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const [fewer, more] = left.length < right.length ? [left, right] : [right, left];
  if (fewer.length / more.length < SAME_SHARE) return false;
  let matched = 0;
  return (
    more.every(({ word, isTelling }) => {
      const isNext = word === fewer[matched]?.word;
      if (isNext) matched += 1;
      return isNext || !isTelling;
    }) && matched === fewer.length
  );
}

/** The words of a text, and whether each tells statements apart: figures, names (but for a text's first word), negations. */
function wordsOf(text: string): { readonly word: string; readonly isTelling: boolean }[] {
  const telling = new Set(
    [...text.matchAll(/(?<=[\p{L}\p{N}][^\p{L}\p{N}]+)\p{Lu}[\p{L}\p{M}]*/gu)].map(([name]) =>
      wordingOf(name),
    ),
  );
  return wordingOf(text)
    .split(' ')
    .map((word) => ({ word, isTelling: /\p{N}/u.test(word) || telling.has(word) || NEGATIONS.has(word) }));
}

/** True when a text holds all of another's words in a row: case, punctuation and tone placement don't matter. */
export function holdsWords(text: string, part: string): boolean {
  return ` ${wordingOf(text)} `.includes(` ${wordingOf(part)} `);
}
