/** Numbers of a slot: left and right syllable, accented and folded term. */
const SLOT = 4;
const EMPTY = -1;
const FIRST_SLOTS = 1 << 10;

/**
 * Finds the terms of a pair by the numbers of its two syllables. A hash table of numbers (open addressing, linear probing)
 * because indexing looks up every two neighbouring syllables of every text: a Map would need a key made of both, or two
 * look-ups, and several times the memory.
 */
export class PairTable {
  /** A power of two of slots, at most half of them taken. */
  private slots = new Int32Array(FIRST_SLOTS * SLOT).fill(EMPTY);
  private size = 0;

  /** Where {@link accentedAt} and {@link foldedAt} find a pair's terms, until the next {@link add}; -1 for a new pair. */
  find(left: number, right: number): number {
    const at = this.placeOf(left, right);
    return this.slots[at] === EMPTY ? -1 : at;
  }

  accentedAt(place: number): number {
    return this.slots[place + 2] ?? EMPTY;
  }

  foldedAt(place: number): number {
    return this.slots[place + 3] ?? EMPTY;
  }

  /** Adds a pair that the table does not have, and tells where, as {@link find} does. */
  add(left: number, right: number, accented: number, folded: number): number {
    if ((this.size + 1) * 2 * SLOT > this.slots.length) this.grow();
    this.size++;
    return this.put(left, right, accented, folded);
  }

  private put(left: number, right: number, accented: number, folded: number): number {
    const at = this.placeOf(left, right);
    this.slots[at] = left;
    this.slots[at + 1] = right;
    this.slots[at + 2] = accented;
    this.slots[at + 3] = folded;
    return at;
  }

  /** Where the pair's slot is, or the empty one where it would be. */
  private placeOf(left: number, right: number): number {
    const { slots } = this;
    const last = slots.length - SLOT;
    let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    hash ^= hash >>> 15;
    let at = (hash * SLOT) & last;
    while (slots[at] !== EMPTY && (slots[at] !== left || slots[at + 1] !== right)) at = (at + SLOT) & last;
    return at;
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Int32Array(before.length * 2).fill(EMPTY);
    for (let at = 0; at < before.length; at += SLOT) {
      const left = before[at] ?? EMPTY;
      if (left === EMPTY) continue;
      this.put(left, before[at + 1] ?? EMPTY, before[at + 2] ?? EMPTY, before[at + 3] ?? EMPTY);
    }
  }
}
