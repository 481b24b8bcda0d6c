const EMPTY = -1;
const FIRST_SLOTS = 1 << 10;

/**
 * Finds the term of a pair by the numbers of its two syllables. A hash table of numbers (open addressing, linear probing)
 * because indexing looks up every two neighbouring syllables of every text: a Map would need a key made of both, or two
 * look-ups, and several times the memory.
 */
export class PairTable {
  /** Left and right syllable of each slot; a power of two of slots, at most half of them taken. */
  private syllables = new Int32Array(2 * FIRST_SLOTS).fill(EMPTY);
  private terms = new Int32Array(FIRST_SLOTS).fill(EMPTY);
  private size = 0;

  /** The term of a pair; -1 for a new one. */
  find(left: number, right: number): number {
    return this.terms[this.slotOf(left, right)] ?? EMPTY;
  }

  /** Adds a pair that the table does not have. */
  add(left: number, right: number, term: number): void {
    if (2 * (this.size + 1) > this.terms.length) this.grow();
    this.size++;
    this.put(left, right, term);
  }

  private put(left: number, right: number, term: number): void {
    const slot = this.slotOf(left, right);
    this.syllables[2 * slot] = left;
    this.syllables[2 * slot + 1] = right;
    this.terms[slot] = term;
  }

  /** The pair's slot, or the empty one where it would be. */
  private slotOf(left: number, right: number): number {
    const { syllables, terms } = this;
    const last = terms.length - 1;
    let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & last;
    while (terms[slot] !== EMPTY && (syllables[2 * slot] !== left || syllables[2 * slot + 1] !== right)) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  private grow(): void {
    const { syllables, terms } = this;
    this.syllables = new Int32Array(2 * syllables.length).fill(EMPTY);
    this.terms = new Int32Array(2 * terms.length).fill(EMPTY);
    for (const [slot, term] of terms.entries()) {
      if (term !== EMPTY) this.put(syllables[2 * slot] ?? EMPTY, syllables[2 * slot + 1] ?? EMPTY, term);
    }
  }
}
