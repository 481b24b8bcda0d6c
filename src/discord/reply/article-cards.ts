import type { Article } from '../../corpus/article.js';
import { titleOf } from '../../locales/catalogue.js';
import type { Words } from '../../locales/english.js';
import type { ArticleEntry } from '../../service/answering.js';
import type { Card } from './build-reply.js';
import { fitLine } from './fit-text.js';
import { MAX_EMBED_TITLE } from './limits.js';
import { escapedLine, joined, link, type Markup } from './markup.js';

/** Characters of a name below an excerpt or in a menu; more would push the rest out of sight on a phone. */
const MAX_NAME_LENGTH = 80;

/** The article's title, or its path where it has none, in at most `max` characters once it is escaped. */
export function titleMarkup(article: ArticleEntry, max = MAX_EMBED_TITLE): Markup {
  return escapedLine(fitLine(titleOf(article), max, (line) => escapedLine(line).length));
}

/**
 * Publisher, day of publication and author on one line, without markdown: `ĐBP · 07/10/2019 · Quang Long`. Says so when the
 * day is not known or was worked out.
 */
export function originOf(article: ArticleEntry, words: Words): string {
  const day =
    article.publishedAt === null
      ? words.unknownDay
      : words.day(article.publishedAt, article.publishedAtInferred);
  return [article.publisher ?? '', day, article.author ?? '']
    .map((part) => fitLine(part, MAX_NAME_LENGTH))
    .filter((part) => part !== '')
    .join(' · ');
}

/** Where the article was published, as a link on a line of its own; nothing where it is not known or cannot be opened. */
export function originalLink(article: ArticleEntry, words: Words): Markup[] {
  const original = article.url === null ? null : link(words.article.original, article.url);
  return original === null ? [] : [original];
}

/**
 * A card headed by the article's title and closed by its origin. It gets no address of its own: Discord merges the cards of
 * a message that share one.
 */
export function articleCard(article: ArticleEntry, body: Markup, words: Words): Card {
  return { title: titleMarkup(article), body, footer: originOf(article, words), accent: 'source' };
}

/** Something to show of an article; null to name the article only. */
export interface CardItem {
  readonly article: Article;
  readonly text: Markup | null;
}

/** The articles of some items, in the order in which they first come. */
export function articlesOf(items: readonly Pick<CardItem, 'article'>[]): Article[] {
  return [...new Map(items.map(({ article }) => [article.id, article])).values()];
}

/** Puts what is shown of articles on their cards: one card an article, with its title, the way to the original and its origin. */
export class ArticleCards {
  readonly #words: Words;
  /** By article id. A title is cleaned once, for it may be long. */
  readonly #empty = new Map<string, Card>();

  constructor(words: Words) {
    this.#words = words;
  }

  /** One card for each article, in the order in which the articles first come. */
  fill(items: readonly CardItem[]): Card[] {
    return articlesOf(items).map((article) => {
      const card = this.#emptyCard(article);
      const texts = items.filter((item) => item.article.id === article.id).flatMap(({ text }) => text ?? []);
      return { ...card, body: joined([...texts, ...(card.body === undefined ? [] : [card.body])], '\n\n') };
    });
  }

  /** Characters that a card with this item only has, and so no fewer than the item adds to a card with others. */
  lengthWith({ article, text }: CardItem): number {
    const { title, body, footer } = this.#emptyCard(article);
    const parts = [title, body, footer, text].map((part) => part?.length ?? 0);
    return parts.reduce((sum, length) => sum + length, '\n\n'.length);
  }

  #emptyCard(article: Article): Card {
    let card = this.#empty.get(article.id);
    if (card === undefined) {
      card = articleCard(article, joined(originalLink(article, this.#words), '\n\n'), this.#words);
      this.#empty.set(article.id, card);
    }
    return card;
  }
}
