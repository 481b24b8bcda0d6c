import { hasDiacritics, tokenize } from '../language/vietnamese.js';

/** Choices that Discord's autocomplete shows at most. */
const MAX_SUGGESTIONS = 25;
/** UTF-16 units that are compared, of what was typed and of an entry. */
const MAX_COMPARED = 200;

/** Something that is suggested by its text. */
interface Suggestible {
  readonly text: string;
}

/** A text as it is compared: words in lower case, each with a blank before it, and one at the end of a text that is whole. */
interface Spellings {
  readonly written: string;
  readonly folded: string;
}

/** What was typed, and its words one by one. */
interface Typed extends Spellings {
  readonly words: readonly string[];
  readonly isAccented: boolean;
}

/** How an entry may fit what was typed, the best way first. */
const FITS: readonly ((entry: Spellings, typed: Typed) => boolean)[] = [
  (entry, typed) => typed.isAccented && entry.written.startsWith(typed.written),
  (entry, typed) => entry.folded.startsWith(typed.folded),
  (entry, typed) => typed.isAccented && entry.written.includes(typed.written),
  (entry, typed) => entry.folded.includes(typed.folded),
  (entry, typed) => typed.words.length > 1 && typed.words.every((word) => entry.folded.includes(word)),
];

/**
 * Suggests entries while someone types. Made once for a list of entries; then it looks through thousands of them within
 * a few milliseconds, so that it can run at every key pressed.
 */
export class Suggester<T extends Suggestible> {
  private readonly entries: readonly { readonly entry: T; readonly spellings: Spellings }[];

  /** @param entries - in the order in which equally good ones are suggested */
  constructor(entries: readonly T[]) {
    this.entries = entries.map((entry) => ({ entry, spellings: spellingsOf(entry.text, true) }));
  }

  /**
   * At most 25 entries: those that begin with what was typed, then those that have it at the start of a later word, then
   * those that have its words apart. Diacritics need not be typed; of those that fit alike, where some were typed, the
   * entries that have these come first. Nothing typed suggests the first entries.
   */
  suggest(text: string): T[] {
    const typed = typedOf(text);
    if (typed.words.length === 0) return this.entries.slice(0, MAX_SUGGESTIONS).map(({ entry }) => entry);
    const found = new Set<T>();
    for (const fits of FITS) {
      for (const { entry, spellings } of this.entries) {
        if (fits(spellings, typed)) found.add(entry);
        if (found.size === MAX_SUGGESTIONS) return [...found];
      }
    }
    return [...found];
  }
}

function typedOf(text: string): Typed {
  // A blank at the end says that the last word is whole.
  const spellings = spellingsOf(text, /\s$/u.test(text));
  return {
    ...spellings,
    words: spellings.folded.match(/ [^ ]+(?: $)?/gu) ?? [],
    isAccented: hasDiacritics(text),
  };
}

function spellingsOf(text: string, isWhole: boolean): Spellings {
  const compared = text.slice(0, MAX_COMPARED);
  const tokens = tokenize(compared);
  const spelled = (words: readonly string[]) => ['', ...words, ...(isWhole ? [''] : [])].join(' ');
  return {
    // Not the tokens' own spelling, which puts a tone after letters that are yet to be typed.
    written: spelled(
      tokens.map(({ start, end }) => compared.slice(start, end).toLowerCase().normalize('NFC')),
    ),
    folded: spelled(tokens.map((token) => token.folded)),
  };
}
