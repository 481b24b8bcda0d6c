/** All that a `TermTable` knows, as plain lists. Terms and syllables are numbered from 0; syllable 0 is none, and empty. */
export interface TermLists {
  /** By syllable, its canonical spelling. */
  readonly accented: readonly string[];
  /** By syllable, its spelling without diacritics. */
  readonly folded: readonly string[];
  /** Two a term: the syllables that it is made of, the second of them 0 where it is one. */
  readonly syllables: Uint32Array;
  /** By term, the last one before it that is spelled the same without diacritics; -1 where it is the first. */
  readonly previous: Int32Array;
  /** Terms by their syllables: see `slotOfPair`. */
  readonly pairSlots: Int32Array;
  /** Of the terms that are spelled the same without diacritics, the last one by that spelling: see `slotOfFolded`. */
  readonly foldedSlots: Int32Array;
}
