import type { Article, Span } from '../../../corpus/article.js';
import { splitSentences } from '../../../corpus/chunk/sentences.js';
import type { Words } from '../../../locales/discord/words.js';
import type { Piece } from '../../reply/fit-text.js';
import { articleCard } from '../../reply/article-cards.js';
import { articlePages, pageHolding } from './article-pages.js';
import { originalButton } from './article-view.js';
import { buildReply, type Reply } from '../../reply/build-reply.js';
import { escaped, joined, md, quote, type Markup } from '../../reply/markup.js';

/** Who looks at an excerpt's surroundings. */
export interface ContextContext {
  readonly words: Words;
  readonly owner: string | null;
}

/** Characters of text shown on each side of the excerpt, at most. */
const SIDE_LENGTH = 700;

/** An excerpt, set off, between the sentences before and after it. */
export function contextView(article: Article, excerpt: Span, { words, owner }: ContextContext): Reply {
  const { text } = article;
  const body = [
    before(text, excerpt),
    quote(escaped(text.slice(excerpt.start, excerpt.end))),
    after(text, excerpt),
  ];
  const page = pageHolding(articlePages(text), excerpt.start);
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
  const shown = longestSide(
    sentences.map((sentence) => ({ start: sentence.start, end: start })),
    text,
  );
  if (shown === null) return md`${sentences.length === 0 ? '' : '…'}`;
  return shown.start === sentences[0]?.start ? shown.markup : md`… ${shown.markup}`;
}

/** The sentences that follow an excerpt, as many as there is room for. */
function after(text: string, { end }: Span): Markup {
  const sentences = splitSentences(text).filter(({ start }) => start >= end);
  const shown = longestSide(
    sentences.map((sentence) => ({ start: end, end: sentence.end })),
    text,
  );
  if (shown === null) return md`${sentences.length === 0 ? '' : '…'}`;
  return shown.end === sentences.at(-1)?.end ? shown.markup : md`${shown.markup} …`;
}

/** The longest of the spans that there is room for. */
function longestSide(spans: readonly Span[], text: string): Piece | null {
  return (
    spans
      // Before anything is escaped: that would take long for every span of a long article.
      .filter(({ start, end }) => end - start <= SIDE_LENGTH)
      .map(({ start, end }) => ({ start, end, markup: escaped(text.slice(start, end).trim()) }))
      .filter(({ markup }) => markup.length <= SIDE_LENGTH)
      .sort((a, b) => b.end - b.start - (a.end - a.start))[0] ?? null
  );
}
