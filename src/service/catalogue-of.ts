import type { Article } from '../corpus/article.js';
import type { PassageIndex } from '../index/passage-index.js';
import type { ArticleEntry } from './answer-service-port.js';
import type { OpenedIndex } from './protocol.js';

/** What an index holds, without the texts. */
export function catalogueOf(index: PassageIndex): OpenedIndex {
  const { damage } = index;
  return {
    generation: index.generation,
    builtAt: index.builtAt,
    ...(damage && { damage: { message: damage.message, hint: damage.hint } }),
    modelName: index.identity.modelName,
    articles: index.articles.map(entryOf),
    passages: index.passages.length,
  };
}

function entryOf(article: Article): ArticleEntry {
  const { id, path, title, publisher, author, publishedAt, publishedAtInferred, url, originalTitle } =
    article;
  return { id, path, title, publisher, author, publishedAt, publishedAtInferred, url, originalTitle };
}
