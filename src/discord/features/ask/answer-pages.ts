import type { Citation, CitedAnswer } from '../../../answer/answer-types.js';
import { cutSides } from '../../../answer/excerpt.js';
import type { Span } from '../../../corpus/article.js';
import type { Words } from '../../../locales/discord/words.js';
import { ArticleCards, type CardItem } from '../../reply/article-cards.js';
import { splitToFit } from '../../reply/fit-text.js';
import { MAX_EMBED_DESCRIPTION } from '../../reply/limits.js';
import { bold, marked, md, type Markup } from '../../reply/markup.js';
import { paginate } from '../../reply/pages.js';
import type { Card } from '../../reply/build-reply.js';

/** As many as there is room for in one row of buttons, beside the one for further passages. */
const CITATIONS_PER_PAGE = 4;
/** Characters of an excerpt in one piece: with its card's title, origin and link they fill a card. */
const MAX_PIECE_LENGTH = 3_000;

/** One page of an answer. */
export interface AnswerPage {
  /** The answering sentences, each with the number of its citation. */
  readonly statements: readonly Markup[];
  /** One for each article, with all that this page cites of it. */
  readonly cards: readonly Card[];
  /** What the cards show. */
  readonly citations: readonly Citation[];
}

/** What stands together: an excerpt and the sentence of the answer that it backs. */
interface Part extends CardItem {
  readonly citation: Citation;
  readonly statement: Markup | null;
}

/** Parts an answer into pages, mostly one. @param room - characters there are for the sentences of a page */
export function answerPages(answer: CitedAnswer, room: number, words: Words): AnswerPage[] {
  const parts = answer.citations.flatMap((citation) => partsOf(citation, answer, room));
  const cards = new ArticleCards(words);
  const share = (part: Part) =>
    Math.max(
      ((part.statement?.length ?? 0) + '\n\n'.length) / room,
      cards.lengthWith(part) / MAX_EMBED_DESCRIPTION,
    );
  return paginate(parts, share, 1, CITATIONS_PER_PAGE).map((page) => ({
    statements: page.flatMap(({ statement }) => statement ?? []),
    cards: cards.fill(page),
    citations: [...new Set(page.map(({ citation }) => citation))],
  }));
}

/** One part, or several where Discord has no room for the whole at once. */
function partsOf(citation: Citation, { statements }: CitedAnswer, room: number): Part[] {
  const { n, article, excerpt, answer } = citation;
  const cut = cutSides(article.text, citation);
  const excerpts = splitToFit(excerpt, MAX_PIECE_LENGTH, (text, place) => {
    const before = cut.before && place.start === 0 ? '… ' : '';
    const after = cut.after && place.end === excerpt.length ? ' …' : '';
    return md`**[${n}]** ${before}${marked(text, within(place, answer === null ? [] : [answer]), bold)}${after}`;
  });
  const sentences = statements
    .filter((statement) => statement.citation === n)
    .flatMap(({ text: whole, answer: words }) =>
      splitToFit(
        whole,
        room - '\n\n'.length,
        // A no-break space: the number never stands alone on a line.
        (text, place) => md`${marked(text, within(place, [words]), bold)}\u00A0[${n}]`,
      ),
    );
  return Array.from({ length: Math.max(excerpts.length, sentences.length) }, (_, at) => ({
    citation,
    article,
    statement: sentences[at]?.markup ?? null,
    text: excerpts[at]?.markup ?? null,
  }));
}

/** Spans of a text as spans of the part of it at `place`. */
function within(place: Span, spans: readonly Span[]): Span[] {
  return spans.map(({ start, end }) => ({ start: start - place.start, end: end - place.start }));
}
