import { highlightsOf } from '../../../answer/highlights.js';
import type { Article } from '../../../corpus/article.js';
import type { Question } from '../../../retrieval/query/question.js';
import type { Words } from '../../../locales/discord/words.js';
import { ArticleCards } from '../../reply/article-cards.js';
import { MAX_EMBED_DESCRIPTION } from '../../reply/limits.js';
import { bold, joined, marked, md, type Markup } from '../../reply/markup.js';
import { paginate } from '../../reply/pages.js';
import type { PassageEntry } from './passage-entries.js';
import type { Card } from '../../reply/build-reply.js';

/** As many passages as a phone shows without scrolling far. */
export const PASSAGES_PER_PAGE = 4;

/** One page of passages. */
export interface PassagePage {
  /** One for each article, that of the first passage first; its passages in reading order. */
  readonly cards: readonly Card[];
  /** The articles of the cards, in their order. */
  readonly articles: readonly Article[];
}

interface ShownEntry extends PassageEntry {
  readonly text: Markup;
}

/** Parts passages into pages, at most {@link PASSAGES_PER_PAGE} each, numbered throughout, the question's words in bold. */
export function passagePages(
  entries: readonly PassageEntry[],
  question: Question,
  words: Words,
): PassagePage[] {
  const cards = new ArticleCards(words);
  const shown = entries.map((entry) => ({ ...entry, text: textOf(entry, question) }));
  const size = ({ article, text }: ShownEntry) =>
    cards.lengthWith({ article, text: numbered(entries.length, text) });
  let number = 0;
  return paginate(shown, size, MAX_EMBED_DESCRIPTION, PASSAGES_PER_PAGE).map((page) => {
    const articles = [...new Map(page.map(({ article }) => [article.id, article])).values()];
    const inReadingOrder = articles.flatMap(({ id }) =>
      page.filter(({ article }) => article.id === id).sort(byPlace),
    );
    const items = inReadingOrder.map(({ article, text }) => ({ article, text: numbered(++number, text) }));
    return { articles, cards: cards.fill(items) };
  });
}

function textOf({ article, runs }: PassageEntry, question: Question): Markup {
  const texts = runs.map(({ start, end }) => {
    const text = article.text.slice(start, end);
    return marked(text, highlightsOf(question, text), bold);
  });
  return joined(
    texts.flatMap((text, at) =>
      at === 0
        ? [text]
        : [
            md`
[…]
            `,
            text,
          ],
    ),
    ' ',
  );
}

function numbered(number: number, text: Markup): Markup {
  return md`**${number}.** ${text}`;
}

function byPlace(a: PassageEntry, b: PassageEntry): number {
  return (a.runs[0]?.start ?? 0) - (b.runs[0]?.start ?? 0);
}
