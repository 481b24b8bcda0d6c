import type { Bm25Field } from './bm25-field.js';
import type { TermTable } from './term-table.js';

/** Sets of similar words looked at, at most. */
const MAX_SETS = 3;

/** Words that stand together in some passages, and what those score. */
interface WordSet {
  readonly words: readonly number[];
  score: number;
  passages: number;
}

/**
 * Words of a field that a typing error may have been meant to be: those one letter away from it. The passages that hold any
 * are told apart by which ones they hold, and the sets whose passages score best are taken. One of several words does not
 * say which of them was meant.
 *
 * @param typed - a word that the field does not hold
 * @param words - what the field holds
 * @returns the numbers of the terms, likeliest first
 */
export function similarWords(
  typed: string,
  words: Pick<TermTable, 'foldedWords' | 'folded' | 'variants'>,
  field: Bm25Field,
): number[] {
  const passages = new Map<number, { score: number; words: number[] }>();
  for (const word of words.foldedWords((left, right) => mayBeOneEditAway(left, right, typed))) {
    const term = isOneEditAway(word, typed) ? words.folded(word) : undefined;
    if (term === undefined) continue;
    // Of a longer word, one letter is less.
    const weight = (word.length + 1) / (word.length + 2);
    field.eachScore(words.variants(term), weight, (passage, score) => {
      const held = passages.get(passage);
      if (held === undefined) passages.set(passage, { score, words: [term] });
      else {
        held.score += score;
        held.words.push(term);
      }
    });
  }
  const sets = new Map<string, WordSet>();
  for (const { score, words: held } of passages.values()) {
    const set = sets.get(held.join()) ?? { words: held, score: 0, passages: 0 };
    set.score += score;
    set.passages++;
    sets.set(held.join(), set);
  }
  return [...sets.values()]
    .sort((a, b) => b.score / b.passages - a.score / a.passages)
    .slice(0, MAX_SETS)
    .flatMap(({ words: held }) => (held.length === 1 ? held : []));
}

/**
 * False only where two syllables as one word are more than a letter away from `typed`: one letter changes one of them and leaves
 * the other as it is.
 */
function mayBeOneEditAway(left: string, right: string, typed: string): boolean {
  const longer = left.length + right.length - typed.length;
  return longer >= -1 && longer <= 1 && (typed.startsWith(left) || typed.endsWith(right));
}

/** True when one letter put in, left out or changed makes one word of the other. */
function isOneEditAway(a: string, b: string): boolean {
  if (a.length > b.length) return isOneEditAway(b, a);
  if (b.length > a.length + 1) return false;
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return a.slice(a.length === b.length ? at + 1 : at) === b.slice(at + 1);
}
