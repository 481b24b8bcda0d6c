import type { Span } from '../../corpus/article.js';
import { isUnitBefore } from '../../language/units.js';
import { eachWord, spellingsOf } from '../../language/vietnamese.js';

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
    let left: (Syllable & Span) | undefined;
    eachWord(text, (start, end, afterBreak) => {
      const right = this.syllableOf(text.slice(start, end));
      terms[count++] = right.term;
      if (left !== undefined && (!afterBreak || isUnitBefore(text, left, start)))
        terms[count++] = this.termOf(left.number, right.number);
      left = { ...right, start, end };
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
    if (2 * this.terms > found.pairSlots.length) {
      const { syllables } = found;
      found.pairSlots = doubled(found.pairSlots, (of) =>
        hashOfPair(syllables[2 * of] ?? 0, syllables[2 * of + 1] ?? 0),
      );
    }
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
      found.foldedSlots = doubled(found.foldedSlots, (of) =>
        hashOfWord(foldedLeft(found, of), foldedRight(found, of)),
      );
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

/*
 * Hash tables of the numbers of terms, as plain arrays that a file can hold: open addressing with linear probing, a power of
 * two of slots, at most half of them taken. Indexing looks up every two neighbouring syllables of every text: a Map would need
 * a key made of both, and several times the memory.
 */

/** A slot without a term. */
export const EMPTY = -1;

/** What tells the terms in the slots apart. */
type Terms = Pick<TermLists, 'syllables' | 'folded'>;

/** @param count - a power of two */
function emptySlots(count: number): Int32Array {
  return new Int32Array(count).fill(EMPTY);
}

/** The slot of the term of two syllables, by their numbers; or the empty one where it would be. */
function slotOfPair(slots: Int32Array, terms: Terms, left: number, right: number): number {
  const { syllables } = terms;
  const last = slots.length - 1;
  let slot = hashOfPair(left, right) & last;
  for (;;) {
    const term = slots[slot] ?? EMPTY;
    if (term === EMPTY || (syllables[2 * term] === left && syllables[2 * term + 1] === right)) return slot;
    slot = (slot + 1) & last;
  }
}

/** The slot of a term that is spelled `head` and `tail`, as one word, without diacritics; or the empty one where it would be. */
function slotOfFolded(slots: Int32Array, terms: Terms, head: string, tail: string): number {
  const last = slots.length - 1;
  let slot = hashOfWord(head, tail) & last;
  for (;;) {
    const term = slots[slot] ?? EMPTY;
    if (term === EMPTY) return slot;
    if (isSameWord(foldedLeft(terms, term), foldedRight(terms, term), head, tail)) return slot;
    slot = (slot + 1) & last;
  }
}

/** The first syllable of a term, without diacritics. */
function foldedLeft({ syllables, folded }: Terms, term: number): string {
  return folded[syllables[2 * term] ?? 0] ?? '';
}

/** The second syllable of a term, without diacritics; empty for a term of one. */
function foldedRight({ syllables, folded }: Terms, term: number): string {
  return folded[syllables[2 * term + 1] ?? 0] ?? '';
}

/** Twice as many slots for the same terms. */
function doubled(slots: Int32Array, hashOf: (term: number) => number): Int32Array {
  const more = emptySlots(2 * slots.length);
  const last = more.length - 1;
  for (const term of slots) {
    if (term === EMPTY) continue;
    let slot = hashOf(term) & last;
    while (more[slot] !== EMPTY) slot = (slot + 1) & last;
    more[slot] = term;
  }
  return more;
}

/** Words that are the same are nearly always parted in the same place; "song han" and "son ghan" are not. */
function isSameWord(left: string, right: string, head: string, tail: string): boolean {
  if (left === head) return right === tail;
  return left.length + right.length === head.length + tail.length && left + right === head + tail;
}

function hashOfPair(left: number, right: number): number {
  return mixed(Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b));
}

/** FNV-1a over the UTF-16 units of both, the same wherever the word is parted. */
function hashOfWord(head: string, tail: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < head.length; at++) hash = Math.imul(hash ^ head.charCodeAt(at), 0x01000193);
  for (let at = 0; at < tail.length; at++) hash = Math.imul(hash ^ tail.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/** The upper bits of a product are the good ones, and a slot is told by the lower ones. */
function mixed(hash: number): number {
  return hash ^ (hash >>> 15);
}
