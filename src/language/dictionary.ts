import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../config/settings.js';
import { tokenize } from './vietnamese.js';

/** A Vietnamese word that may translate an English one. */
export interface Translation {
  /** Its syllables, in canonical accented spelling and without diacritics. */
  readonly accented: readonly string[];
  readonly folded: readonly string[];
  /** Its probability over that of the likeliest translation: 0 to 1. */
  readonly likelihood: number;
}

/**
 * Vietnamese translations of English words, learned from pairs of sentences (lab/lexicon/build-dictionary.ts). It lets the lexical
 * index find Vietnamese passages for a question in English.
 */
export class Dictionary {
  private readonly table: string;
  /** By stem, its line as it stands in the table until it is asked for; read with the first word, which most questions never ask for. */
  private entries: Map<string, string | readonly Translation[]> | undefined;

  /** @param table - lines of `English stem⇥translation=probability in %⇥…`, likeliest first */
  constructor(table: string) {
    this.table = table;
  }

  /** Translations of a word, likeliest first; empty for one that it does not know, such as a name. */
  translate(word: string): readonly Translation[] {
    const stem = englishStem(word.toLowerCase());
    this.entries ??= linesByWord(this.table);
    const entry = this.entries.get(stem);
    // Nothing is kept of words that it does not know: questions bring ever new ones.
    if (typeof entry !== 'string') return entry ?? [];
    const listed = entry
      .split('\t')
      .slice(1)
      .map((translation) => translation.split('='));
    const best = Number(listed[0]?.[1] ?? 1);
    const translations = listed.map(([text = '', probability]) => {
      const tokens = tokenize(text);
      return {
        accented: tokens.map((token) => token.accented),
        folded: tokens.map((token) => token.folded),
        likelihood: Number(probability) / best,
      };
    });
    this.entries.set(stem, translations);
    return translations;
  }
}

function linesByWord(table: string): Map<string, string | readonly Translation[]> {
  const lines = new Map<string, string | readonly Translation[]>();
  for (const line of table.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab >= 0) lines.set(line.slice(0, tab), line);
  }
  return lines;
}

let shipped: Dictionary | undefined;

/** The dictionary in data/lexicon/en-vi.tsv, read once. */
export function englishDictionary(): Dictionary {
  shipped ??= new Dictionary(readFileSync(path.join(PROJECT_ROOT, 'data/lexicon/en-vi.tsv'), 'utf8'));
  return shipped;
}

/**
 * An English word without its commonest endings (plural, third person, past, -ing), so that "offices" and "awarded" find
 * "office" and "award". Step 1 of Porter's algorithm (1980) in spirit, kept light: over-stemming would join different words.
 */
export function englishStem(word: string): string {
  if (word.length <= 3 || !/^[a-z]+$/u.test(word)) return word;
  const plural = word.endsWith('ies')
    ? `${word.slice(0, -3)}y`
    : /(?:ss|x|ch|sh|zz)es$/u.test(word)
      ? word.slice(0, -2)
      : /[^su]s$/u.test(word)
        ? word.slice(0, -1)
        : word;
  const match = /^(.*[aeiouy].*?)(?:ed|ing)$/u.exec(plural);
  const stem = match?.[1];
  if (stem === undefined || stem.length < 3) return dropFinalE(plural);
  return dropFinalE(/([^aeiouylsz])\1$/u.test(stem) ? stem.slice(0, -1) : stem);
}

/** "donate" and "donat-ed" meet without their last e. */
function dropFinalE(word: string): string {
  return word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word;
}
