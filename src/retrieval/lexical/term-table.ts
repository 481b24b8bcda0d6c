import type { TermLists } from './term-lists.js';
import { EMPTY, foldedLeft, foldedRight, slotOfFolded, slotOfPair } from './term-hash-table.js';

/**
 * The numbers of the terms under which texts are found: syllables and pairs of neighbouring ones. Texts are listed under them as
 * they are spelled; spelled without diacritics, a term is all of those together that are spelled so then, and has a number below
 * 0. A folded pair is one word without a blank, so that "Hanoi" finds "Hà Nội".
 */
export class TermTable {
  private readonly lists: TermLists;
  /** By canonical spelling, the number of a syllable. */
  private readonly syllables = new Map<string, number>();

  constructor(lists: TermLists) {
    this.lists = lists;
    for (let number = 1; number < lists.accented.length; number++) {
      this.syllables.set(lists.accented[number] ?? '', number);
    }
  }

  /** The terms that texts are listed under which a term stands for: itself, or all that fold to it. */
  variants(term: number): readonly number[] {
    if (term >= 0) return [term];
    const variants: number[] = [];
    for (let variant = -1 - term; variant >= 0; variant = this.before(variant)) variants.push(variant);
    return variants.reverse();
  }

  /** Number of a syllable in canonical spelling. */
  accented(syllable: string): number | undefined {
    const number = this.syllables.get(syllable);
    return number === undefined ? undefined : this.termOf(number, 0);
  }

  /** Number of a syllable without diacritics, or of two written as one. */
  folded(syllables: string): number | undefined {
    const { foldedSlots } = this.lists;
    const last = foldedSlots[slotOfFolded(foldedSlots, this.lists, syllables, '')] ?? EMPTY;
    return last === EMPTY ? undefined : -1 - last;
  }

  /** Number of two neighbouring syllables in canonical spelling. */
  accentedPair(left: string, right: string): number | undefined {
    const [first, second] = [this.syllables.get(left), this.syllables.get(right)];
    return first === undefined || second === undefined ? undefined : this.termOf(first, second);
  }

  /**
   * The spellings of the folded terms, in the order in which they were added.
   *
   * @param isWanted - asked by the syllables of each, the second of which is empty for a term of one: most are not worth joining
   */
  *foldedWords(isWanted: (left: string, right: string) => boolean): Generator<string> {
    const { previous } = this.lists;
    for (let term = 0; term < previous.length; term++) {
      if (previous[term] !== EMPTY) continue;
      const [left, right] = [foldedLeft(this.lists, term), foldedRight(this.lists, term)];
      if (isWanted(left, right)) yield left + right;
    }
  }

  private termOf(left: number, right: number): number | undefined {
    const { pairSlots } = this.lists;
    const term = pairSlots[slotOfPair(pairSlots, this.lists, left, right)] ?? EMPTY;
    return term === EMPTY ? undefined : term;
  }

  /** The variant before one; -1 where it is the first. */
  private before(variant: number): number {
    const previous = this.lists.previous[variant] ?? EMPTY;
    // Always so, but in lists that nobody should have made; and they would be gone through for ever.
    return previous < variant ? previous : EMPTY;
  }
}
