import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../settings.js';
import { canonical, fold } from './vietnamese.js';

/** Documents that a syllable not in the table is taken to be in: half the least that the table lists. */
const UNSEEN_DOCUMENTS = 4;

/** Two neighbouring syllables that often make one word. */
export interface WordPair {
  /** Articles that hold it. */
  readonly documents: number;
  /** How strongly the two belong together: 0 (by chance) to 1 (never apart). */
  readonly association: number;
  /** Share of those articles that write it as a name, both syllables capitalised: 0 to 1. */
  readonly named: number;
}

interface Syllable {
  readonly documents: number;
  /** Share of its articles that write it with a capital within a sentence. */
  readonly named: number;
}

/**
 * How common Vietnamese syllables and words are in general, counted over a quarter of a million articles
 * (scripts/build-lexicon.ts). A small folder of articles can't tell that "được" says little and "Nẵng" a lot; this can.
 */
export class Lexicon {
  private documents = 1;
  private readonly accented = new Map<string, Syllable>();
  private readonly folded = new Map<string, Syllable>();
  private readonly accentedPairs = new Map<string, WordPair>();
  private readonly foldedPairs = new Map<string, WordPair>();

  /**
   * @param table - lines of `#documents⇥N`, `syllable⇥documents⇥named %` and
   * `two syllables⇥documents⇥named %⇥association %`
   */
  constructor(table: string) {
    const speller = new Speller();
    for (const line of table.split('\n')) {
      const [term = '', documents = '', named = '', association = ''] = line.split('\t');
      if (term === '') continue;
      const syllable = { documents: Number(documents), named: Number(named) / 100 };
      const blank = term.indexOf(' ');
      if (term === '#documents') this.documents = syllable.documents;
      else if (blank < 0) this.addSyllable(speller.spell(term), syllable);
      else {
        const [left, right] = [speller.spell(term.slice(0, blank)), speller.spell(term.slice(blank + 1))];
        const share = Number(association) / 100;
        // Words that only accents tell apart ("đà nẵng", "đa năng") are one when folded.
        addPair(this.accentedPairs, `${left.accented} ${right.accented}`, syllable, share);
        addPair(this.foldedPairs, `${left.folded} ${right.folded}`, syllable, share);
      }
    }
  }

  /** True when Vietnamese articles use the syllable, given in {@link canonical} spelling. */
  knows(accented: string): boolean {
    return this.accented.has(accented);
  }

  /**
   * How much a syllable or pair of syllables says about what a text is about: 0 for one in every article, 1 for one that
   * is in none (inverse document frequency over its greatest value).
   */
  rarity(term: string, isFolded: boolean): number {
    const seen = term.includes(' ')
      ? this.pair(term, isFolded)?.documents
      : (isFolded ? this.folded : this.accented).get(term)?.documents;
    const documents = Math.min(this.documents, Math.max(seen ?? 0, UNSEEN_DOCUMENTS));
    return Math.log(this.documents / documents) / Math.log(this.documents / UNSEEN_DOCUMENTS);
  }

  /** What is known of two syllables, given with one blank between them. */
  pair(term: string, isFolded: boolean): WordPair | undefined {
    return (isFolded ? this.foldedPairs : this.accentedPairs).get(term);
  }

  /** Share of the uses of a syllable that are capitalised within a sentence: 0 to 1. */
  syllableNamed(syllable: string, isFolded: boolean): number {
    return (isFolded ? this.folded : this.accented).get(syllable)?.named ?? 0;
  }

  private addSyllable({ accented, folded }: Spelled, syllable: Syllable): void {
    this.accented.set(accented, combined(this.accented.get(accented), syllable));
    this.folded.set(folded, combined(this.folded.get(folded), syllable));
  }
}

function addPair(pairs: Map<string, WordPair>, pair: string, syllable: Syllable, association: number): void {
  const other = pairs.get(pair);
  const { documents, named } = combined(other, syllable);
  pairs.set(pair, { documents, named, association: Math.max(association, other?.association ?? 0) });
}

/** A syllable of the table as it is looked up. */
interface Spelled {
  readonly accented: string;
  readonly folded: string;
}

/** Spells each syllable once, though many pairs have it. */
class Speller {
  private readonly spelled = new Map<string, Spelled>();

  spell(syllable: string): Spelled {
    let spelled = this.spelled.get(syllable);
    if (spelled === undefined) {
      const accented = canonical(syllable);
      this.spelled.set(syllable, (spelled = { accented, folded: fold(accented) }));
    }
    return spelled;
  }
}

/** Two spellings taken as one: the commoner says whether it is a name. */
function combined(a: Syllable | undefined, b: Syllable): Syllable {
  if (a === undefined) return b;
  return { documents: a.documents + b.documents, named: a.documents > b.documents ? a.named : b.named };
}

let shipped: Lexicon | undefined;

/** The lexicon in data/lexicon/vi.tsv, read once. */
export function vietnameseLexicon(): Lexicon {
  shipped ??= new Lexicon(readFileSync(path.join(PROJECT_ROOT, 'data/lexicon/vi.tsv'), 'utf8'));
  return shipped;
}
