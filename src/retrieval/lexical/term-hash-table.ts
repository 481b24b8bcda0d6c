import type { TermLists } from './term-lists.js';

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
export function emptySlots(count: number): Int32Array {
  return new Int32Array(count).fill(EMPTY);
}

/** The slot of the term of two syllables, by their numbers; or the empty one where it would be. */
export function slotOfPair(slots: Int32Array, terms: Terms, left: number, right: number): number {
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
export function slotOfFolded(slots: Int32Array, terms: Terms, head: string, tail: string): number {
  const last = slots.length - 1;
  let slot = hashOfWord(head, tail) & last;
  for (;;) {
    const term = slots[slot] ?? EMPTY;
    if (term === EMPTY) return slot;
    if (isSameWord(foldedLeft(terms, term), foldedRight(terms, term), head, tail)) return slot;
    slot = (slot + 1) & last;
  }
}

/** Twice as many slots for the terms of {@link slotOfPair}. */
export function morePairSlots(slots: Int32Array, { syllables }: Terms): Int32Array {
  return doubled(slots, (term) => hashOfPair(syllables[2 * term] ?? 0, syllables[2 * term + 1] ?? 0));
}

/** Twice as many slots for the terms of {@link slotOfFolded}. */
export function moreFoldedSlots(slots: Int32Array, terms: Terms): Int32Array {
  return doubled(slots, (term) => hashOfWord(foldedLeft(terms, term), foldedRight(terms, term)));
}

/** The first syllable of a term, without diacritics. */
export function foldedLeft({ syllables, folded }: Terms, term: number): string {
  return folded[syllables[2 * term] ?? 0] ?? '';
}

/** The second syllable of a term, without diacritics; empty for a term of one. */
export function foldedRight({ syllables, folded }: Terms, term: number): string {
  return folded[syllables[2 * term + 1] ?? 0] ?? '';
}

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
