import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import { newestFirst } from '../../corpus/article.js';
import { printableLine } from '../../lib/printable.js';
import { titleOf } from '../../locales/catalogue.js';
import { Suggester } from '../../retrieval/suggest.js';
import type { Answering, ArticleEntry, Catalogue } from '../../service/answering.js';
import { fitLine } from '../reply/fit-text.js';
import { MAX_CHOICE_LENGTH } from '../reply/limits.js';
import { publishersOf } from './filter.js';

type Choice = ApplicationCommandOptionChoiceData<string>;

interface Suggestion {
  readonly text: string;
}

interface ArticleSuggestion extends Suggestion {
  readonly article: ArticleEntry;
}

interface Suggesters {
  readonly queries: Suggester<Suggestion>;
  readonly publishers: Suggester<Suggestion>;
  readonly articles: Suggester<ArticleSuggestion>;
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
