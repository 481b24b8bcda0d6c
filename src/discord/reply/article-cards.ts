import type { Article } from '../../corpus/article.js';
import type { Words } from '../../locales/discord/words.js';
import { articleCard, originalLink } from './article-card.js';
import { joined, type Markup } from './markup.js';
import type { Card } from './reply-draft.js';

/** Something to show of an article; null to name the article only. */
export interface CardItem {
  readonly article: Article;
  readonly text: Markup | null;
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
    const articles = new Map(items.map(({ article }) => [article.id, article]));
    return [...articles.values()].map((article) => {
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
