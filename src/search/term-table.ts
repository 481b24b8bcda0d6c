import { PairTable } from './pair-table.js';
import { eachWord, spellingsOf } from './vietnamese.js';

/** Terms that each word of a text is listed under: itself and the pair it ends. */
const TERMS_PER_WORD = 2;

/** A syllable in canonical spelling. */
interface Syllable {
  readonly term: number;
  readonly folded: string;
}

/**
 * Numbers the terms under which texts are found: syllables and pairs of neighbouring ones. Texts are listed under them as they
 * are spelled; spelled without diacritics, a term is all of those together that are spelled so then. A folded pair is one
 * word without a blank, so that "Hanoi" finds "Hà Nội".
 */
export class TermTable {
  /** By canonical spelling. */
  private readonly syllables = new Map<string, Syllable>();
  /** By what stands in a text: one look-up for words that were met before, which nearly all are. */
  private readonly written = new Map<string, Syllable>();
  private readonly pairs = new PairTable();
  private terms = 0;
  /** By spelling, the number of a folded term: below 0, and a place in {@link variantsOfFolded}. */
  private readonly foldedTerms = new Map<string, number>();
  private readonly variantsOfFolded: number[][] = [];
  /** Room for the terms of a text while they are found. */
  private scratch = new Uint32Array(0);

  /** How many terms texts are listed under; they are numbered from 0. */
  get size(): number {
    return this.terms;
  }

  /** Numbers of the terms that a text is listed under, each as often as it stands there. New ones are added to the table. */
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
      if (left !== undefined && !afterBreak) terms[count++] = this.pairOf(left, right);
      left = right;
    });
    return terms.slice(0, count);
  }

  /** The terms that texts are listed under which a term stands for: itself, or all that fold to it. */
  variants(term: number): readonly number[] {
    return term >= 0 ? [term] : (this.variantsOfFolded[-1 - term] ?? []);
  }

  /** Number of a syllable in canonical spelling. */
  accented(syllable: string): number | undefined {
    return this.syllables.get(syllable)?.term;
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
    return pair < 0 ? undefined : pair;
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

  private addSyllable(accented: string, folded: string): Syllable {
    const syllable = { term: this.addTerm(folded), folded };
    this.syllables.set(accented, syllable);
    return syllable;
  }

  private pairOf(left: Syllable, right: Syllable): number {
    const known = this.pairs.find(left.term, right.term);
    if (known >= 0) return known;
    const term = this.addTerm(left.folded + right.folded);
    this.pairs.add(left.term, right.term, term);
    return term;
  }

  /** A new term, which is spelled `folded` without its diacritics. */
  private addTerm(folded: string): number {
    const term = this.terms++;
    const known = this.foldedTerms.get(folded);
    if (known === undefined) this.foldedTerms.set(folded, -this.variantsOfFolded.push([term]));
    else this.variantsOfFolded[-1 - known]?.push(term);
    return term;
  }
}
