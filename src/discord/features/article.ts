import type { ChatInputCommandInteraction } from 'discord.js';
import type { Article, Span } from '../../corpus/article.js';
import { splitSentences } from '../../corpus/sentences.js';
import { titleOf } from '../../locales/catalogue.js';
import type { Words } from '../../locales/english.js';
import type { ArticleEntry } from '../../service/answering.js';
import { described, named, SLASH_COMMAND, TEXT, type Command } from '../interactions/define-command.js';
import { articleCard, originOf } from '../reply/article-cards.js';
import {
  buildReply,
  type ButtonDraft,
  type LinkDraft,
  type Reply,
  type RowDraft,
} from '../reply/build-reply.js';
import { fitLine, splitToFit, type Piece } from '../reply/fit-text.js';
import { escaped, escapedLine, joined, md, quote, subtext, type Markup } from '../reply/markup.js';
import { noticeView } from '../reply/notices.js';
import { openPage, pageButtons, type PageContext } from '../reply/pages.js';
import { respondLater } from '../respond.js';

/** `/article`: by the id that autocomplete gives, or by whatever was typed of its title. */
export const article: Command<ChatInputCommandInteraction> = {
  definition: {
    ...SLASH_COMMAND,
    ...named('article', 'bài'),
    ...described('Read one article', 'Đọc một bài viết'),
    options: [
      {
        ...TEXT,
        ...named('title', 'tiêu-đề'),
        ...described('Its title, or some words of it', 'Tiêu đề bài, hoặc vài từ trong đó'),
        required: true,
        autocomplete: true,
      },
    ],
  },
  /** An article that there is. */
  demands({ options }, { suggestions }) {
    const title = options.getString('title', true);
    return {
      wait: 'look',
      wrong: suggestions.articleFor(title) === null ? { kind: 'unknown-article', title } : null,
    };
  },
  async run(interaction, { answering, suggestions }, words) {
    const id = suggestions.articleFor(interaction.options.getString('title', true));
    await respondLater(interaction, false, async () => {
      const found = id === null ? null : await answering.article(id);
      if (found === null) return noticeView({ kind: 'article-gone' }, words);
      return articleView(found, { words, owner: null, page: 0 });
    });
  },
};

/** Characters of the title of the article retold; it is an aside. */
const MAX_ORIGINAL_TITLE = 300;

export function articleView(article: Article, { words, owner, page: wanted }: PageContext): Reply {
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
function originalButton({ url }: Article, words: Words): LinkDraft[] {
  return url === null ? [] : [{ kind: 'link', label: words.article.original, url }];
}

/** Characters of an article on one page: two or three screens of a phone. */
const PAGE_LENGTH = 2_400;

/** The pages of an article's text; each ends with a paragraph, or with a sentence where a paragraph is long. */
function articlePages(text: string): Piece[] {
  return splitToFit(text, PAGE_LENGTH, escaped);
}

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

/** Characters of text shown on each side of the excerpt, at most. */
const SIDE_LENGTH = 700;

/** An excerpt, set off, between the sentences before and after it. */
export function contextView(
  article: Article,
  excerpt: Span,
  { words, owner }: Omit<PageContext, 'page'>,
): Reply {
  const { text } = article;
  const body = [
    before(text, excerpt),
    quote(escaped(text.slice(excerpt.start, excerpt.end))),
    after(text, excerpt),
  ];
  // That on which the excerpt begins.
  const page = Math.max(
    0,
    articlePages(text).findIndex(({ end }) => excerpt.start < end),
  );
  return buildReply({
    cards: [articleCard(article, joined(body, '\n\n'), words)],
    rows: [
      [
        {
          kind: 'button',
          label: words.article.read,
          action: { kind: 'article', articleId: article.id, page },
        },
        ...originalButton(article, words),
      ],
    ],
    owner,
  });
}

/** The sentences that lead up to an excerpt, as many as there is room for. */
function before(text: string, { start }: Span): Markup {
  const sentences = splitSentences(text).filter(({ end }) => end <= start);
  const beside = sentences.map((sentence) => ({ start: sentence.start, end: start }));
  return joined(longestSide(beside, text), ' ');
}

/** The sentences that follow an excerpt, as many as there is room for. */
function after(text: string, { end }: Span): Markup {
  const sentences = splitSentences(text).filter(({ start }) => start >= end);
  const beside = sentences.map((sentence) => ({ start: end, end: sentence.end }));
  return joined(longestSide(beside, text).reverse(), ' ');
}

/** The longest of the spans that there is room for, behind "…" where there is a longer one. */
function longestSide(spans: readonly Span[], text: string): Markup[] {
  const [longest, ...shorter] = spans.toSorted((a, b) => b.end - b.start - (a.end - a.start));
  if (longest === undefined) return [];
  for (const span of [longest, ...shorter]) {
    // Before anything is escaped: that would take long for every span of a long article.
    if (span.end - span.start > SIDE_LENGTH) continue;
    const markup = escaped(text.slice(span.start, span.end).trim());
    if (markup.length <= SIDE_LENGTH) return span === longest ? [markup] : [md`…`, markup];
  }
  return [md`…`];
}
