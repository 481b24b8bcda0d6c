import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../config/settings.js';
import { canonical, foldDiacritics, pairOf, type Token } from './vietnamese.js';

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

/** {@link WordPair.association} from which two neighbouring syllables are taken for one word: "Văn phòng". */
export const WORD_ASSOCIATION = 0.3;
/** {@link WordPair.named} from which two syllables are taken for a name, however they are written where they are met. */
export const NAMED_SHARE = 0.75;

/**
 * How common Vietnamese syllables and words are in general, counted over a quarter of a million articles
 * (lab/lexicon/build-lexicon.ts). A small folder of articles can't tell that "được" says little and "Nẵng" a lot; this can.
 */
export class Lexicon {
  private readonly table: string;
  private readonly documents: number;
  /** Each is made when it is first asked: the articles and a question with diacritics ask one of them only. */
  private accented: Map<string, Entry> | undefined;
  private folded: Map<string, Entry> | undefined;

  /**
   * @param table - lines of `#documents⇥N`, `syllable⇥documents⇥named %` and
   * `two syllables⇥documents⇥named %⇥association %`
   */
  constructor(table: string) {
    this.table = table;
    this.documents = Number(/^#documents\t(\d+)$/mu.exec(table)?.[1] ?? 1);
  }

  /** SHA-256 of the table, in hex: two lexicons of one digest know the same. */
  get digest(): string {
    return hash('sha256', this.table);
  }

  /** True when Vietnamese articles use the syllable, given in {@link canonical} spelling. */
  knows(accented: string): boolean {
    return !accented.includes(' ') && this.entries(false).has(accented);
  }

  /**
   * How much a syllable or pair of syllables says about what a text is about: 0 for one in every article, 1 for one that
   * is in none (inverse document frequency over its greatest value).
   */
  rarity(term: string, isFolded: boolean): number {
    const seen = this.find(term, isFolded)?.documents ?? 0;
    const documents = Math.min(this.documents, Math.max(seen, UNSEEN_DOCUMENTS));
    return Math.log(this.documents / documents) / Math.log(this.documents / UNSEEN_DOCUMENTS);
  }

  /** What is known of two syllables, given with one blank between them. */
  pair(term: string, isFolded: boolean): WordPair | undefined {
    return term.includes(' ') ? this.find(term, isFolded) : undefined;
  }

  /** What is known of two words of a text; undefined also where more than blanks parts them. */
  neighbours(left: Token | undefined, right: Token | undefined, accented: boolean): WordPair | undefined {
    if (left === undefined || right === undefined || right.afterBreak) return undefined;
    return this.pair(pairOf(left, right, accented), !accented);
  }

  /** Share of the uses of a syllable that are capitalised within a sentence: 0 to 1. */
  syllableNamed(syllable: string, isFolded: boolean): number {
    return this.find(syllable, isFolded)?.named ?? 0;
  }

  private find(term: string, isFolded: boolean): WordPair | undefined {
    const entries = this.entries(isFolded);
    const entry = entries.get(term);
    if (typeof entry !== 'string') return entry;
    const read = entry.split('\n').map(readLine).reduce(combined);
    entries.set(term, read);
    return read;
  }

  private entries(isFolded: boolean): Map<string, Entry> {
    // Words that only accents tell apart ("đà nẵng", "đa năng") are one when folded.
    if (isFolded)
      return (this.folded ??= entriesOf(this.table, (syllable) => foldDiacritics(spelled(syllable))));
    return (this.accented ??= entriesOf(this.table, spelled));
  }
}

/** The lines of a term, or what they say once it was asked for. Most never are. */
type Entry = string | WordPair;

/** The entries of a table by their terms, whose syllables are spelled in one way. */
function entriesOf(table: string, spell: (syllable: string) => string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const spellings = new Map<string, string>();
  /** Many pairs have the same syllables. */
  const spellOnce = (syllable: string) => {
    let spelling = spellings.get(syllable);
    if (spelling === undefined) spellings.set(syllable, (spelling = spell(syllable)));
    return spelling;
  };
  for (const line of table.split('\n')) {
    const written = line.slice(0, Math.max(0, line.indexOf('\t')));
    if (written === '' || written.startsWith('#')) continue;
    const blank = written.indexOf(' ');
    const term =
      blank < 0
        ? spellOnce(written)
        : `${spellOnce(written.slice(0, blank))} ${spellOnce(written.slice(blank + 1))}`;
    const others = entries.get(term);
    entries.set(term, typeof others === 'string' ? `${others}\n${line}` : line);
  }
  return entries;
}

/** Letters that {@link canonical} leaves as they are; it takes its time over those, too. */
const SPELLED_IN_ONE_WAY = /^[a-xz]*$/u;

/** A syllable in {@link canonical} spelling. */
function spelled(syllable: string): string {
  return SPELLED_IN_ONE_WAY.test(syllable) ? syllable : canonical(syllable);
}

/** What a line says, with an association of 0 for a syllable, which has none. */
function readLine(line: string): WordPair {
  const [, documents = 0, named = 0, association = 0] = line.split('\t').map(Number);
  return { documents, named: named / 100, association: association / 100 };
}

/** Two terms taken as one: the commoner says whether it is a name. */
function combined(a: WordPair, b: WordPair): WordPair {
  return {
    documents: a.documents + b.documents,
    named: a.documents > b.documents ? a.named : b.named,
    association: Math.max(a.association, b.association),
  };
}

let shipped: Lexicon | undefined;

/** The lexicon in data/lexicon/vi.tsv, read once. */
export function vietnameseLexicon(): Lexicon {
  shipped ??= new Lexicon(readFileSync(path.join(PROJECT_ROOT, 'data/lexicon/vi.tsv'), 'utf8'));
  return shipped;
}
