import type { TermLists } from './term-lists.js';
import {
  EMPTY,
  emptySlots,
  foldedLeft,
  foldedRight,
  moreFoldedSlots,
  morePairSlots,
  slotOfFolded,
  slotOfPair,
} from './term-hash-table.js';
import { eachWord, spellingsOf } from '../../language/vietnamese.js';

/** Terms that each word of a text is listed under: itself and the pair it ends. */
const TERMS_PER_WORD = 2;
/** Terms that there is room for at first. */
const FIRST_TERMS = 1 << 10;
/** The syllable that a term of one has in place of a second. */
const NONE = 0;

interface Syllable {
  readonly number: number;
  readonly term: number;
}

/** Numbers the terms under which texts are listed: syllables and pairs of neighbouring ones, as they are spelled. */
export class TermTableBuilder {
  /** By canonical spelling. */
  private readonly known = new Map<string, Syllable>();
  /** By what stands in a text: one look-up for words that were met before, which nearly all are. */
  private readonly written = new Map<string, Syllable>();
  /** With room for more terms than there are. */
  private readonly found = {
    accented: [''],
    folded: [''],
    syllables: new Uint32Array(2 * FIRST_TERMS),
    previous: new Int32Array(FIRST_TERMS),
    pairSlots: emptySlots(2 * FIRST_TERMS),
    foldedSlots: emptySlots(2 * FIRST_TERMS),
  };
  private terms = 0;
  /** Terms that differ without diacritics. */
  private foldedTerms = 0;
  /** Room for the terms of a text while they are found. */
  private scratch = new Uint32Array(0);

  /** How many terms there are so far. */
  get size(): number {
    return this.terms;
  }

  /** Numbers of the terms that a text is listed under, each as often as it stands there. */
  add(text: string): Uint32Array {
    // Two words have something between them.
    const most = TERMS_PER_WORD * Math.ceil(text.length / 2);
    if (this.scratch.length < most) this.scratch = new Uint32Array(2 * most);
    const terms = this.scratch;
    let count = 0;
    let left: Syllable | undefined;
    eachWord(text, (start, end, afterBreak) => {
      const right = this.syllableOf(text.slice(start, end));
      terms[count++] = right.term;
      if (left !== undefined && !afterBreak) terms[count++] = this.termOf(left.number, right.number);
      left = right;
    });
    return terms.slice(0, count);
  }

  /** What has been added so far. */
  lists(): TermLists {
    const { syllables, previous } = this.found;
    return {
      ...this.found,
      syllables: syllables.slice(0, 2 * this.terms),
      previous: previous.slice(0, this.terms),
    };
  }

  private syllableOf(written: string): Syllable {
    let syllable = this.written.get(written);
    if (syllable === undefined) {
      const { accented, folded } = spellingsOf(written);
      syllable = this.known.get(accented) ?? this.addSyllable(accented, folded);
      this.written.set(written, syllable);
    }
    return syllable;
  }

  private addSyllable(accented: string, folded: string): Syllable {
    const number = this.found.accented.push(accented) - 1;
    this.found.folded.push(folded);
    const syllable = { number, term: this.termOf(number, NONE) };
    this.known.set(accented, syllable);
    return syllable;
  }

  private termOf(left: number, right: number): number {
    const { found } = this;
    const slot = slotOfPair(found.pairSlots, found, left, right);
    const known = found.pairSlots[slot] ?? EMPTY;
    return known === EMPTY ? this.addTerm(left, right, slot) : known;
  }

  /** @param slot - the one that {@link slotOfPair} gives */
  private addTerm(left: number, right: number, slot: number): number {
    const { found } = this;
    const term = this.terms++;
    if (term === found.previous.length) this.makeRoom();
    found.syllables[2 * term] = left;
    found.syllables[2 * term + 1] = right;
    found.pairSlots[slot] = term;
    if (2 * this.terms > found.pairSlots.length) found.pairSlots = morePairSlots(found.pairSlots, found);
    this.link(term);
    return term;
  }

  /** Makes a new term the last one of its spelling without diacritics. */
  private link(term: number): void {
    const { found } = this;
    const slot = slotOfFolded(found.foldedSlots, found, foldedLeft(found, term), foldedRight(found, term));
    const previous = found.foldedSlots[slot] ?? EMPTY;
    found.previous[term] = previous;
    found.foldedSlots[slot] = term;
    if (previous !== EMPTY) return;
    this.foldedTerms++;
    if (2 * this.foldedTerms > found.foldedSlots.length) {
      found.foldedSlots = moreFoldedSlots(found.foldedSlots, found);
    }
  }

  private makeRoom(): void {
    const { syllables, previous } = this.found;
    this.found.syllables = new Uint32Array(2 * syllables.length);
    this.found.syllables.set(syllables);
    this.found.previous = new Int32Array(2 * previous.length);
    this.found.previous.set(previous);
  }
}
