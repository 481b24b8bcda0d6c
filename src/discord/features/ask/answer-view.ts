import type { Citation, CitedAnswer, Outcome } from '../../../answer/cited-answer.js';
import { cutSides } from '../../../answer/excerpt.js';
import type { Span } from '../../../corpus/article.js';
import { smallTalkText, titleOf } from '../../../locales/catalogue.js';
import type { Words } from '../../../locales/english.js';
import type { SearchResult } from '../../../retrieval/hybrid-retriever.js';
import type { ArticleEntry } from '../../../service/answering.js';
import { excerptCheck, type FilterState } from '../../interactions/custom-id.js';
import { ArticleCards, originOf, type CardItem } from '../../reply/article-cards.js';
import { buildReply, type ButtonDraft, type Card, type Reply } from '../../reply/build-reply.js';
import { fitLine, splitToFit } from '../../reply/fit-text.js';
import { MAX_CONTENT, MAX_EMBED_DESCRIPTION } from '../../reply/limits.js';
import {
  bold,
  escapedLine,
  joined,
  marked,
  md,
  questionLine,
  subtext,
  type Markup,
} from '../../reply/markup.js';
import { openPage, pageButtons, paginate, type PageContext } from '../../reply/pages.js';
import { readButton } from '../article.js';
import { withRateButtons } from '../rate.js';

/** What surrounds a page of what was found. */
export interface FoundContext extends PageContext {
  readonly filter: FilterState;
  /** The filter in words, see `filterText`. */
  readonly filterText?: string | null;
}

export interface AnswerContext extends FoundContext {
  /** Whether the question stands in the first line. A reply to a message has it above. */
  readonly showQuestion: boolean;
}

/**
 * An answer: its sentences, and below them the excerpts that they are from; or that the articles don't tell; or the passages that
 * could not be read.
 */
export function answerView(answer: CitedAnswer, context: AnswerContext): Reply {
  const { words, owner, filter } = context;
  const question = joined(
    [
      questionHead(context.showQuestion ? answer.question.text : '', context.filterText),
      lexicalOnlyLine(answer, words),
    ],
    '\n\n',
  );
  if (answer.smallTalk !== undefined) {
    return buildReply({
      text: joined([question, md`${smallTalkText(answer.smallTalk, words)}`], '\n\n'),
      owner,
    });
  }
  // Said before an answer that is not sure.
  const reserves: Partial<Record<Outcome, Markup>> = {
    perhaps: md`${words.answer.perhaps}:`,
    unread: md`${words.answer.unread}`,
  };
  const passedOver = namedQuestions(answer.passedOver, words.answer.passedOver);
  const rest = [...namedQuestions(answer.untold, words.answer.untold), ...passedOver];
  const head = joined([question, reserves[answer.outcome] ?? md``], '\n\n');
  const sources = CITATIONS_PER_PAGE * MAX_SOURCE_LENGTH;
  const room = Math.max(
    MIN_STATED,
    MAX_CONTENT - head.length - joined(rest, '\n\n').length - '\n\n'.length - sources,
  );
  const open =
    answer.outcome === 'not-told' ? null : openPage(answerPages(answer, room, words), context.page);
  if (open === null) return notTold(answer, joined([question, ...passedOver], '\n\n'), context);
  const isOnly = answer.citations.length === 1;
  return buildReply({
    text: joined(
      [head, ...open.content.statements, ...rest, sourceLines(open.content.citations, words)],
      '\n\n',
    ),
    cards: open.content.cards,
    rows: [
      pageButtons(open, (page) => ({ kind: 'answer', page, filter })),
      ...withRateButtons([
        moreButton(words.answer.more, filter),
        ...open.content.citations.map((citation) => contextButton(citation, isOnly, words)),
      ]),
    ],
    owner,
  });
}

/** A line that names questions, three at most; none where there are none. */
function namedQuestions(
  questions: readonly string[] = [],
  say: (questions: readonly string[]) => string,
): Markup[] {
  const named = questions.slice(0, MAX_NAMED).map((asked) => fitLine(asked, MAX_UNTOLD_LENGTH));
  const more = questions.length > named.length ? ['…'] : [];
  return named.length === 0 ? [] : [md`${say([...named, ...more])}`];
}

const MAX_NAMED = 3;
/** Characters of sentences on a page at least. Below a very long question, the names of their sources may be cut. */
const MIN_STATED = 400;
/** Characters of the line that names a citation's article. */
const MAX_SOURCE_LENGTH = 160;

/**
 * What the numbers stand for, in the message's own text: that is all that a notification shows, and a channel where the bot may not
 * embed links.
 */
function sourceLines(citations: readonly Citation[], words: Words): Markup {
  const lines = citations.map(({ n, article }) => {
    const size = (line: string) => subtext(md`[${n}] ${escapedLine(line)}`).length + '\n'.length;
    return subtext(md`[${n}] ${escapedLine(fitLine(sourceOf(article, words), MAX_SOURCE_LENGTH, size))}`);
  });
  return joined(lines, '\n');
}

function sourceOf(article: ArticleEntry, words: Words): string {
  return [fitLine(titleOf(article), MAX_NAMED_TITLE), originOf(article, words)].join(' · ');
}

/** Characters of a title in such a line, so that some of its origin shows as well. */
const MAX_NAMED_TITLE = 90;

/** Says that only words were searched for, where that is so. */
export function lexicalOnlyLine(
  { lexicalOnly }: Pick<SearchResult, 'lexicalOnly'>,
  { answer }: Words,
): Markup {
  return subtext(md`${lexicalOnly ? answer.lexicalOnly : ''}`);
}

function notTold({ closest }: CitedAnswer, head: Markup, context: AnswerContext): Reply {
  const { words, owner, filter, filterText } = context;
  if (closest === null) {
    const tip = filterText ? `${words.filter.none} ${words.filter.tip}` : words.answer.notTold;
    return buildReply({ text: joined([head, md`${tip}`], '\n\n'), owner });
  }
  const { article } = closest;
  return buildReply({
    text: joined(
      [
        head,
        joined(
          [
            bold(md`${words.answer.notTold}`),
            md`${words.answer.closest} ${escapedLine(sourceOf(article, words))}`,
          ],
          '\n',
        ),
      ],
      '\n\n',
    ),
    cards: new ArticleCards(words)
      .fill([{ article, text: null }])
      .map((card) => ({ ...card, accent: 'notice' })),
    rows: withRateButtons([
      { ...moreButton(words.answer.findRelated, filter), emphasis: 'primary' },
      readButton(article, words),
    ]),
    owner,
  });
}

function moreButton(label: string, filter: FilterState): ButtonDraft {
  return { kind: 'button', label, action: { kind: 'more', filter } };
}

function contextButton(citation: Citation, isOnly: boolean, words: Words): ButtonDraft {
  const { n, article, start, end, excerpt } = citation;
  return {
    kind: 'button',
    label: words.answer.context(isOnly ? null : n),
    action: { kind: 'context', articleId: article.id, start, end, check: excerptCheck(excerpt) },
  };
}

/** Characters of a question or of words to search for: what a reply can repeat above its answer. */
export const MAX_QUESTION_LENGTH = 500;
/** Characters of a question that has no answer beside others that have. */
const MAX_UNTOLD_LENGTH = 150;
/** Characters of a filter; the names of its parts come from those who ask. */
const MAX_FILTER_LENGTH = 200;

/** What a reply begins with: the question, found again by `questionIn`, and the filter in small print. */
export function questionHead(question: string, filterText: string | null | undefined): Markup {
  return joined(
    [
      questionLine(fitLine(question, MAX_QUESTION_LENGTH)),
      subtext(escapedLine(fitLine(filterText ?? '', MAX_FILTER_LENGTH))),
    ],
    '\n',
  );
}

/** As many as there is room for in one row of buttons, beside the one for further passages. */
const CITATIONS_PER_PAGE = 4;
/** Characters of an excerpt in one piece: with its card's title, origin and link they fill a card. */
const MAX_PIECE_LENGTH = 3_000;

interface AnswerPage {
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
function answerPages(answer: CitedAnswer, room: number, words: Words): AnswerPage[] {
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
