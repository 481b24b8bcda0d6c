import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import { newestFirst } from '../../corpus/article.js';
import { titleOf } from '../../locales/catalogue.js';
import type { Answering, Catalogue } from '../../service/answering.js';
import { fitLine } from '../reply/fit-text.js';
import { MAX_CHOICE_LENGTH } from '../reply/limits.js';
import { hasDiacritics, tokenize } from '../../language/vietnamese.js';

interface Suggestion {
  /** What is shown of it, and compared with what is typed. */
  readonly text: string;
  /** What choosing it types; what is shown where it is left out. */
  readonly value?: string;
}

type Suggest = (typed: string) => Suggestion[];

/** What autocompletion offers, from memory, of the index in use. */
export class Suggestions {
  private readonly answering: Pick<Answering, 'catalogue'>;
  private kept: { readonly catalogue: Catalogue; readonly options: ReadonlyMap<string, Suggest> } | null =
    null;

  constructor(answering: Pick<Answering, 'catalogue'>) {
    this.answering = answering;
  }

  /** Choices for what is typed so far in an option of a command, which goes by its name. */
  forOption(option: string, typed: string): ApplicationCommandOptionChoiceData<string>[] {
    return this.suggested(option, typed).map(({ text, value }) => {
      const name = fitLine(text, MAX_CHOICE_LENGTH);
      return { name, value: value ?? name };
    });
  }

  /** Id of the article that is meant by a choice's value, or by whatever was typed of a title; null when none is. */
  articleFor(typed: string): string | null {
    const isId = this.answering.catalogue.articles.some(({ id }) => id === typed);
    return isId ? typed : (this.suggested('title', typed)[0]?.value ?? null);
  }

  private suggested(option: string, typed: string): Suggestion[] {
    const { catalogue } = this.answering;
    // Made when first asked for: a new index changes all of them.
    if (this.kept?.catalogue !== catalogue) this.kept = { catalogue, options: suggestersOf(catalogue) };
    return this.kept.options.get(option)?.(typed) ?? [];
  }
}

function suggestersOf(catalogue: Catalogue): Map<string, Suggest> {
  const titles = newestFirst(catalogue.articles).map((article) => ({
    text: titleOf(article),
    value: article.id,
  }));
  // A choice's value must be the whole name, or it would name nobody.
  const publishers = publishersOf(catalogue).filter(({ length }) => length <= MAX_CHOICE_LENGTH);
  // A title may be longer than a value: its beginning finds it as well.
  const queries = [...catalogue.keyphrases, ...titles.map(({ text }) => text)];
  return new Map([
    ['query', suggesterOf(queries.map((text) => ({ text })))],
    ['publisher', suggesterOf(publishers.map((text) => ({ text, value: text })))],
    ['title', suggesterOf(titles)],
  ]);
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
 * Suggests entries while someone types, at most 25: those that begin with what was typed, then those that have it at the start of
 * a later word, then those that have its words apart. Diacritics need not be typed; of those that fit alike, where some were typed,
 * the entries that have these come first. Nothing typed suggests the first entries. Made once for a list of entries; then it looks
 * through thousands of them within a few milliseconds, so that it can run at every key pressed.
 *
 * @param suggestions - in the order in which equally good ones are suggested
 */
export function suggesterOf(suggestions: readonly Suggestion[]): Suggest {
  const entries = suggestions.map((entry) => ({ entry, spellings: spellingsOf(entry.text, true) }));
  return (text) => {
    const typed = typedOf(text);
    if (typed.words.length === 0) return suggestions.slice(0, MAX_SUGGESTIONS);
    const found = new Set<Suggestion>();
    for (const fits of FITS) {
      for (const { entry, spellings } of entries) {
        if (fits(spellings, typed)) found.add(entry);
        if (found.size === MAX_SUGGESTIONS) return [...found];
      }
    }
    return [...found];
  };
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
