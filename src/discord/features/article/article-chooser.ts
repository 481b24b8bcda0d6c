import type { ArticleEntry } from '../../../service/answering.js';
import { titleOf } from '../../../locales/article-title.js';
import type { Words } from '../../../locales/discord/words.js';
import { originOf } from '../../reply/article-cards.js';
import type { ButtonDraft, RowDraft } from '../../reply/build-reply.js';

/** A button that opens an article beside the message. */
export function readButton({ id }: ArticleEntry, words: Words): ButtonDraft {
  return { kind: 'button', label: words.article.read, action: { kind: 'open', articleId: id } };
}

/** Lets the reader open one of several articles: by a menu, or by a button where there is one only. */
export function articleChooser(articles: readonly ArticleEntry[], words: Words): RowDraft {
  const [first, second] = articles;
  if (first !== undefined && second === undefined) return [readButton(first, words)];
  return {
    kind: 'menu',
    placeholder: words.article.read,
    action: { kind: 'open', articleId: null },
    options: articles.map((article) => ({
      label: titleOf(article),
      description: originOf(article, words),
      value: article.id,
    })),
  };
}
