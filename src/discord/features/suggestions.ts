import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import { newestFirst } from '../../corpus/article.js';
import { printableLine } from '../../lib/printable.js';
import { titleOf } from '../../locales/catalogue.js';
import type { Answering, ArticleEntry, Catalogue } from '../../service/answering.js';
import { fitLine } from '../reply/fit-text.js';
import { MAX_CHOICE_LENGTH } from '../reply/limits.js';
import { hasDiacritics, tokenize } from '../../language/vietnamese.js';

type Choice = ApplicationCommandOptionChoiceData<string>;

interface Suggestion {
  readonly text: string;
}

interface Suggesters {
  readonly queries: Suggester<Suggestion>;
  readonly publishers: Suggester<Suggestion>;
  readonly articles: Suggester<Suggestion & { readonly article: ArticleEntry }>;
}

/** What autocompletion offers, from memory, of the index in use. */
export class Suggestions {
  private readonly answering: Pick<Answering, 'catalogue'>;
  private kept: { readonly catalogue: Catalogue; readonly suggesters: Suggesters } | null = null;

  constructor(answering: Pick<Answering, 'catalogue'>) {
    this.answering = answering;
  }

  /** Words to search for: names and keyphrases of the articles, and their titles. */
  queries(typed: string): Choice[] {
    // A title may be longer than a value: its beginning finds it as well.
    return this.suggesters.queries
      .suggest(typed)
      .map(({ text }) => choice(text, fitLine(text, MAX_CHOICE_LENGTH)));
  }

  publishers(typed: string): Choice[] {
    return this.suggesters.publishers.suggest(typed).map(({ text }) => choice(text, text));
  }

  /** Articles by title; a choice's value is the article's id. */
  articles(typed: string): Choice[] {
    return this.suggesters.articles.suggest(typed).map(({ text, article }) => choice(text, article.id));
  }

  /** Id of the article that is meant by a choice's value, or by whatever was typed of a title; null when none is. */
  articleFor(typed: string): string | null {
    const isId = this.answering.catalogue.articles.some(({ id }) => id === typed);
    return isId ? typed : (this.suggesters.articles.suggest(typed)[0]?.article.id ?? null);
  }

  /** Made when first asked for: a new index changes all of them. */
  private get suggesters(): Suggesters {
    const { catalogue } = this.answering;
    if (this.kept?.catalogue !== catalogue) this.kept = { catalogue, suggesters: suggestersOf(catalogue) };
    return this.kept.suggesters;
  }
}

function suggestersOf(catalogue: Catalogue): Suggesters {
  const articles = newestFirst(catalogue.articles).map((article) => ({ text: titleOf(article), article }));
  const keyphrases = catalogue.keyphrases.map((text) => ({ text }));
  const publishers = publishersOf(catalogue).map((text) => ({ text }));
  return {
    queries: new Suggester([...keyphrases, ...articles]),
    // A choice's value must be the whole name, or it would name nobody.
    publishers: new Suggester(publishers.filter(({ text }) => text.length <= MAX_CHOICE_LENGTH)),
    articles: new Suggester(articles),
  };
}

function choice(name: string, value: string): Choice {
  return { name: fitLine(printableLine(name), MAX_CHOICE_LENGTH), value };
}

/** Choices that Discord's autocomplete shows at most. */
const MAX_SUGGESTIONS = 25;
/** UTF-16 units that are compared, of what was typed and of an entry. */
const MAX_COMPARED = 200;

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
export class Suggester<T extends Suggestion> {
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

/** Who has published the articles, in alphabetical order. */
export function publishersOf({ articles }: Pick<Catalogue, 'articles'>): string[] {
  const publishers = articles.flatMap(({ publisher }) => (publisher === null ? [] : [publisher]));
  return [...new Set(publishers)].sort((a, b) => a.localeCompare(b, 'vi'));
}
