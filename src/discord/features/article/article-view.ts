import type { Article } from '../../../corpus/article.js';
import type { Words } from '../../../locales/discord/words.js';
import { articleCard } from '../../reply/article-cards.js';
import { articlePages } from './article-pages.js';
import { buildReply, type LinkDraft, type Reply } from '../../reply/build-reply.js';
import { fitLine } from '../../reply/fit-text.js';
import { escapedLine, joined, subtext } from '../../reply/markup.js';
import { openPage, pageButtons } from '../../reply/pages.js';

/** What surrounds an article. */
export interface ArticleContext {
  readonly words: Words;
  readonly owner: string | null;
  /** From 0; the nearest page is shown where there is none such. */
  readonly page: number;
}

/** Characters of the title of the article retold; it is an aside. */
const MAX_ORIGINAL_TITLE = 300;

/** One page of an article. */
export function articleView(article: Article, { words, owner, page: wanted }: ArticleContext): Reply {
  const open = openPage(articlePages(article.text), wanted);
  const original = fitLine(article.originalTitle ?? '', MAX_ORIGINAL_TITLE);
  const aside = original === '' ? [] : [subtext(escapedLine(words.article.retells(original)))];
  const text = open === null ? [] : [open.content.markup];
  const isFirst = (open?.page ?? 0) === 0;
  return buildReply({
    cards: [articleCard(article, joined([...(isFirst ? aside : []), ...text], '\n\n'), words)],
    rows: [
      [
        ...(open === null
          ? []
          : pageButtons(open, (page) => ({ kind: 'article', articleId: article.id, page }))),
        ...originalButton(article, words),
      ],
    ],
    owner,
  });
}

/** A button that opens the article where it was published; none where that is not known. */
export function originalButton({ url }: Article, words: Words): LinkDraft[] {
  return url === null ? [] : [{ kind: 'link', label: words.article.original, url }];
}
