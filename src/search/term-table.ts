import { PairTable } from './pair-table.js';
import { eachWord, spellingsOf } from './vietnamese.js';

/** Terms that each word of a text is listed under: itself and the pair it ends, with and without diacritics. */
const TERMS_PER_WORD = 4;

/** A syllable in canonical spelling, and its terms. */
interface Syllable {
  readonly accented: number;
  readonly folded: number;
  readonly spelledFolded: string;
}

/**
 * Numbers the terms under which texts are found: accented and folded syllables, and pairs of neighbouring ones. A folded
 * pair is one term without a blank, so that "Hanoi" finds "Hà Nội". An accented term never equals a folded one.
 */
export class TermTable {
  /** By canonical spelling. */
  private readonly syllables = new Map<string, Syllable>();
  /** By what stands in a text: one look-up for words that were met before, which nearly all are. */
  private readonly written = new Map<string, Syllable>();
  private readonly foldedTerms = new Map<string, number>();
  private readonly pairs = new PairTable();
  private terms = 0;
  /** Room for the terms of a text while they are found. */
  private scratch = new Uint32Array(0);

  /** How many terms there are; they are numbered from 0. */
  get size(): number {
    return this.terms;
  }

  /** Numbers of a text's terms, each as often as it stands there. New terms are added to the table. */
  add(text: string): Uint32Array {
    // Two words have something between them.
    const most = TERMS_PER_WORD * Math.ceil(text.length / 2);
    if (this.scratch.length < most) this.scratch = new Uint32Array(2 * most);
    const terms = this.scratch;
    let count = 0;
    let left: Syllable | undefined;
    eachWord(text, (start, end, afterBreak) => {
      const right = this.syllableOf(text.slice(start, end));
      terms[count++] = right.accented;
      terms[count++] = right.folded;
      if (left !== undefined && !afterBreak) {
        const pair = this.placeOfPair(left, right);
        terms[count++] = this.pairs.accentedAt(pair);
        terms[count++] = this.pairs.foldedAt(pair);
      }
      left = right;
    });
    return terms.slice(0, count);
  }

  /** Number of a syllable in canonical spelling. */
  accented(syllable: string): number | undefined {
    return this.syllables.get(syllable)?.accented;
  }

  /** Number of a syllable without diacritics, or of two written as one. */
  folded(syllables: string): number | undefined {
    return this.foldedTerms.get(syllables);
  }

  /** Number of two neighbouring syllables in canonical spelling. */
  accentedPair(left: string, right: string): number | undefined {
    const [leftTerm, rightTerm] = [this.accented(left), this.accented(right)];
    if (leftTerm === undefined || rightTerm === undefined) return undefined;
    const pair = this.pairs.find(leftTerm, rightTerm);
    return pair < 0 ? undefined : this.pairs.accentedAt(pair);
  }

  /** All folded terms with their numbers, in the order in which they were added. */
  foldedEntries(): Iterable<readonly [string, number]> {
    return this.foldedTerms;
  }

  private syllableOf(written: string): Syllable {
    let syllable = this.written.get(written);
    if (syllable === undefined) {
      const { accented, folded } = spellingsOf(written);
      syllable = this.syllables.get(accented) ?? this.addSyllable(accented, folded);
      this.written.set(written, syllable);
    }
    return syllable;
  }

  private addSyllable(accented: string, spelledFolded: string): Syllable {
    const syllable = { accented: this.terms++, folded: this.addFolded(spelledFolded), spelledFolded };
    this.syllables.set(accented, syllable);
    return syllable;
  }

  private placeOfPair(left: Syllable, right: Syllable): number {
    const place = this.pairs.find(left.accented, right.accented);
    if (place >= 0) return place;
    const accented = this.terms++;
    const folded = this.addFolded(left.spelledFolded + right.spelledFolded);
    return this.pairs.add(left.accented, right.accented, accented, folded);
  }

  private addFolded(spelled: string): number {
    let term = this.foldedTerms.get(spelled);
    if (term === undefined) this.foldedTerms.set(spelled, (term = this.terms++));
    return term;
  }
}
