import type { ArticleEntry } from '../../service/answering.js';
import { titleOf } from '../../locales/article-title.js';
import type { Words } from '../../locales/discord/words.js';
import { fitLine } from './fit-text.js';
import { MAX_EMBED_TITLE } from './limits.js';
import { escapedLine, link, type Markup } from './markup.js';
import type { Card } from './reply-draft.js';

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
