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

/** What a table tells, its syllables spelled in one way. */
interface Entries {
  readonly syllables: Map<string, Syllable>;
  readonly pairs: Map<string, WordPair>;
}

/** A line of a table, but for that of the number of documents. */
const LINE = /^([^#\t\n][^\t\n]*)\t(\d+)\t(\d+)(?:\t(\d+))?$/gmu;
/** Letters that {@link canonical} leaves as they are; it takes its time over those, too. */
const SPELLED_IN_ONE_WAY = /^[a-xz]*$/u;

/**
 * How common Vietnamese syllables and words are in general, counted over a quarter of a million articles
 * (scripts/build-lexicon.ts). A small folder of articles can't tell that "được" says little and "Nẵng" a lot; this can.
 */
export class Lexicon {
  private readonly table: string;
  private readonly documents: number;
  /** Each is read when it is first asked: one question, and the names in the articles, need one of them. */
  private accented: Entries | undefined;
  private folded: Entries | undefined;

  /**
   * @param table - lines of `#documents⇥N`, `syllable⇥documents⇥named %` and
   * `two syllables⇥documents⇥named %⇥association %`
   */
  constructor(table: string) {
    this.table = table;
    this.documents = Number(/^#documents\t(\d+)$/mu.exec(table)?.[1] ?? 1);
  }

  /** True when Vietnamese articles use the syllable, given in {@link canonical} spelling. */
  knows(accented: string): boolean {
    return this.entries(false).syllables.has(accented);
  }

  /**
   * How much a syllable or pair of syllables says about what a text is about: 0 for one in every article, 1 for one that
   * is in none (inverse document frequency over its greatest value).
   */
  rarity(term: string, isFolded: boolean): number {
    const { syllables, pairs } = this.entries(isFolded);
    const seen = (term.includes(' ') ? pairs : syllables).get(term)?.documents;
    const documents = Math.min(this.documents, Math.max(seen ?? 0, UNSEEN_DOCUMENTS));
    return Math.log(this.documents / documents) / Math.log(this.documents / UNSEEN_DOCUMENTS);
  }

  /** What is known of two syllables, given with one blank between them. */
  pair(term: string, isFolded: boolean): WordPair | undefined {
    return this.entries(isFolded).pairs.get(term);
  }

  /** Share of the uses of a syllable that are capitalised within a sentence: 0 to 1. */
  syllableNamed(syllable: string, isFolded: boolean): number {
    return this.entries(isFolded).syllables.get(syllable)?.named ?? 0;
  }

  private entries(isFolded: boolean): Entries {
    if (isFolded) return (this.folded ??= readEntries(this.table, (syllable) => fold(spelled(syllable))));
    return (this.accented ??= readEntries(this.table, spelled));
  }
}

/** Syllables and pairs that `spell` makes the same ("đà nẵng" and "đa năng", folded) are taken as one. */
function readEntries(table: string, spell: (syllable: string) => string): Entries {
  const syllables = new Map<string, Syllable>();
  const pairs = new Map<string, WordPair>();
  const spellings = new Map<string, string>();
  /** Many pairs have the same syllables. */
  const spellOnce = (syllable: string) => {
    let spelling = spellings.get(syllable);
    if (spelling === undefined) spellings.set(syllable, (spelling = spell(syllable)));
    return spelling;
  };
  for (const [, term = '', documents, named, association] of table.matchAll(LINE)) {
    const line = { documents: Number(documents), named: Number(named) / 100 };
    const blank = term.indexOf(' ');
    if (blank < 0) {
      const syllable = spellOnce(term);
      syllables.set(syllable, combined(syllables.get(syllable), line));
    } else {
      const pair = `${spellOnce(term.slice(0, blank))} ${spellOnce(term.slice(blank + 1))}`;
      const other = pairs.get(pair);
      const { documents, named } = combined(other, line);
      const strongest = Math.max(Number(association ?? 0) / 100, other?.association ?? 0);
      pairs.set(pair, { documents, named, association: strongest });
    }
  }
  return { syllables, pairs };
}

/** The {@link canonical} spelling of a syllable. */
function spelled(syllable: string): string {
  return SPELLED_IN_ONE_WAY.test(syllable) ? syllable : canonical(syllable);
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
