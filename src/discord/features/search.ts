import type { APIApplicationCommandStringOption, ChatInputCommandInteraction } from 'discord.js';
import type { Words } from '../../locales/english.js';
import type { SearchResult, FoundPassage } from '../../retrieval/hybrid-retriever.js';
import {
  described,
  named,
  PRIVATE,
  SLASH_COMMAND,
  TEXT,
  type Command,
} from '../interactions/define-command.js';
import { type Sort, SORTS } from '../interactions/custom-id.js';
import { buildReply, type ButtonDraft, type Reply, type Card } from '../reply/build-reply.js';
import { joined, md, bold, marked, type Markup } from '../reply/markup.js';
import { openPage, pageButtons, paginate } from '../reply/pages.js';
import { respondLater } from '../respond.js';
import { articleChooser } from './article.js';
import { lexicalOnlyLine, MAX_QUESTION_LENGTH, questionHead, type FoundContext } from './ask/answer-view.js';
import { articleFilterOf, FILTER_OPTIONS, filterIn, filterText, wrongFilter } from './filter.js';
import type { CitedAnswer } from '../../answer/cited-answer.js';
import { contains, highlightsOf, notYetShown, type Place } from '../../answer/excerpt.js';
import { type Article, type Span, newestFirst } from '../../corpus/article.js';
import type { Question } from '../../retrieval/query/question.js';
import { ArticleCards, articlesOf } from '../reply/article-cards.js';
import { MAX_EMBED_DESCRIPTION } from '../reply/limits.js';

const SORT_NAMES: Readonly<Record<Sort, ReturnType<typeof named>>> = {
  relevance: named('Most relevant', 'Liên quan nhất'),
  newest: named('Newest', 'Mới nhất'),
};

const SORT: APIApplicationCommandStringOption = {
  ...TEXT,
  ...named('sort', 'sắp-xếp'),
  ...described('Which passages come first', 'Đoạn nào đứng trước'),
  choices: SORTS.map((value) => ({ ...SORT_NAMES[value], value })),
};

/** `/search`. */
export const search: Command<ChatInputCommandInteraction> = {
  definition: {
    ...SLASH_COMMAND,
    ...named('search', 'tìm'),
    ...described('Look through the articles for some words', 'Tìm trong các bài viết theo từ khóa'),
    options: [
      {
        ...TEXT,
        ...named('query', 'từ-khóa'),
        ...described('Words, names or a phrase', 'Từ, tên riêng hoặc cụm từ cần tìm'),
        required: true,
        max_length: MAX_QUESTION_LENGTH,
        autocomplete: true,
      },
      ...FILTER_OPTIONS,
      SORT,
      PRIVATE,
    ],
  },
  /** A search is as much work as a question. */
  demands(interaction, context) {
    return { wait: 'question', wrong: wrongFilter(interaction, context.answering) };
  },
  async run(interaction, context, words) {
    const { answering } = context;
    const { catalogue } = answering;
    const query = interaction.options.getString('query', true);
    const filter = filterIn(interaction, answering);
    const isPrivate = interaction.options.getBoolean('private') ?? false;
    const wanted = interaction.options.getString('sort');
    const sort = SORTS.find((one) => one === wanted) ?? SORTS[0];
    const articleFilter = articleFilterOf(filter, catalogue);
    await respondLater(interaction, isPrivate, async () =>
      searchView(await answering.search(query, { filter: articleFilter }), {
        words,
        owner: isPrivate ? interaction.user.id : null,
        query,
        sort,
        filter,
        filterText: filterText(articleFilter, words),
        page: 0,
      }),
    );
  },
};

export interface SearchContext extends FoundContext {
  readonly query: string;
  readonly sort: Sort;
}

/** One page of what a search found, by article. The query stands in the first line, for the buttons to read. */
export function searchView(result: SearchResult, context: SearchContext): Reply {
  const { words, owner, sort, filter } = context;
  const head = headOf(context.query, result, context);
  const entries = passageEntries(sortPassages(relevantPassages(result.found), sort));
  const open = openPage(passagePages(entries, result.question, words), context.page);
  if (open === null) {
    const tip = context.filterText ? words.filter.tip : words.passages.tip;
    return buildReply({ text: joined([head, md`${words.passages.none} ${tip}`], '\n'), owner });
  }
  const articles = articlesOf(entries).length;
  const found = words.passages.found(entries.length, articles);
  return buildReply({
    text: joined([head, articles > 1 ? md`${found} · ${words.passages.order[sort]}` : md`${found}`], '\n'),
    cards: open.content.cards,
    rows: [
      [
        ...pageButtons(open, (page) => ({ kind: 'search', page, sort, filter })),
        ...(articles > 1 ? [sortButton(context)] : []),
      ],
      articleChooser(open.content.articles, words),
    ],
    owner,
  });
}

/** Goes on to the next order. */
function sortButton({ words, sort, filter }: SearchContext): ButtonDraft {
  const next = SORTS[(SORTS.indexOf(sort) + 1) % SORTS.length] ?? sort;
  return {
    kind: 'button',
    label: words.passages.orderBy[next],
    action: { kind: 'search', page: 0, sort: next, filter },
  };
}

function headOf(question: string, result: SearchResult, { words, filterText }: FoundContext): Markup {
  return joined([questionHead(question, filterText), lexicalOnlyLine(result, words)], '\n');
}

export interface PassagesContext extends FoundContext {
  readonly question: string;
  /** What the answer to the question has shown already. */
  readonly shown: readonly Place[];
}

/**
 * Further passages for a question, without those that its answer has shown. The question stands in the first line, for the
 * buttons to read.
 */
export function passagesView(result: SearchResult, context: PassagesContext): Reply {
  const { words, owner, filter } = context;
  const head = headOf(context.question, result, context);
  const left = notYetShown(result.found, context.shown);
  const entries = passageEntries(relevantPassages(left, PASSAGES_PER_PAGE), context.shown);
  const open = openPage(passagePages(entries, result.question, words), context.page);
  if (open === null) return buildReply({ text: joined([head, md`${words.passages.noneMore}`], '\n'), owner });
  const heading = context.shown.length === 0 ? words.passages.nearest : words.passages.foundMore;
  return buildReply({
    text: joined([head, md`${heading(entries.length)}`], '\n'),
    cards: open.content.cards,
    rows: [
      pageButtons(open, (page) => ({ kind: 'passages', page, filter })),
      articleChooser(open.content.articles, words),
    ],
    owner,
  });
}

/**
 * A search ranks every passage, also those that have nothing to do with what was searched. On the articles that ship with
 * the project the scores of those that do lie above 0.4, then fall steeply; "newest first" would otherwise begin with noise.
 */
const RELEVANT_SHARE = 0.3;

/** The passages found, best first, as far as they score {@link RELEVANT_SHARE} of the best; the first `atLeast` in any case. */
export function relevantPassages(found: readonly FoundPassage[], atLeast = 0): FoundPassage[] {
  const least = (found[0]?.score ?? 0) * RELEVANT_SHARE;
  return found.filter(({ score }, rank) => score >= least || rank < atLeast);
}

/** Passages in the order wanted. */
export function sortPassages(found: readonly FoundPassage[], sort: Sort): readonly FoundPassage[] {
  switch (sort) {
    case 'relevance':
      return found;
    case 'newest':
      // By their articles' dates, those without one last, the best of each first.
      return newestFirst(articlesOf(found)).flatMap(({ id }) =>
        found.filter(({ article }) => article.id === id),
      );
  }
}

/** What is shown of a passage: whole sentences. */
interface PassageEntry {
  readonly article: Article;
  /** Places in the article's text, in reading order, with sentences between them that were shown already. */
  readonly runs: readonly Span[];
}

/**
 * Passages without what was shown before them, at `shown` or by a passage before: neighbouring passages share a sentence, and
 * an article may lie in the folder twice. One of which nothing is left is left out.
 */
export function passageEntries(found: readonly FoundPassage[], shown: readonly Place[] = []): PassageEntry[] {
  const places = [...shown];
  const texts = new Set<string>();
  return found.flatMap(({ article, passage }) => {
    const fresh = passage.sentences.filter(
      (sentence) => !places.some((place) => place.articleId === article.id && contains(place, sentence)),
    );
    places.push(...fresh.map(({ start, end }) => ({ articleId: article.id, start, end })));
    const runs = joinedRuns(article.text, fresh);
    const text = runs.map(({ start, end }) => article.text.slice(start, end)).join('\n');
    if (text === '' || texts.has(text)) return [];
    texts.add(text);
    return [{ article, runs }];
  });
}

/** Sentences with nothing but blanks between them, as one. */
function joinedRuns(text: string, sentences: readonly Span[]): Span[] {
  const runs: Span[] = [];
  for (const { start, end } of sentences) {
    const last = runs.at(-1);
    if (last !== undefined && text.slice(last.end, start).trim() === '') {
      runs[runs.length - 1] = { start: last.start, end };
    } else runs.push({ start, end });
  }
  return runs;
}

/** As many passages as a phone shows without scrolling far. */
const PASSAGES_PER_PAGE = 4;

interface PassagePage {
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
    const articles = articlesOf(page);
    const inReadingOrder = articles.flatMap(({ id }) =>
      page.filter(({ article }) => article.id === id).sort(byPlace),
    );
    const items = inReadingOrder.map(({ article, text }) => ({ article, text: numbered(++number, text) }));
    return { articles, cards: cards.fill(items) };
  });
}

/** Stands for sentences that were shown already. A value, as a template without one would be laid out anew by Prettier. */
const GAP = '[…]';

function textOf({ article, runs }: PassageEntry, question: Question): Markup {
  const texts = runs.map(({ start, end }) => {
    const text = article.text.slice(start, end);
    return marked(text, highlightsOf(question, text), bold);
  });
  return joined(
    texts.flatMap((text, at) => (at === 0 ? [text] : [md`${GAP}`, text])),
    ' ',
  );
}

function numbered(number: number, text: Markup): Markup {
  return md`**${number}.** ${text}`;
}

function byPlace(a: PassageEntry, b: PassageEntry): number {
  return (a.runs[0]?.start ?? 0) - (b.runs[0]?.start ?? 0);
}

/** The places of the articles that an answer shows. */
export function placesShown({ citations }: Pick<CitedAnswer, 'citations'>): Place[] {
  return citations.map(({ article, start, end }) => ({ articleId: article.id, start, end }));
}
