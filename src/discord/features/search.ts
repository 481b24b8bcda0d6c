import type {
  APIApplicationCommandStringOption,
  ChatInputCommandInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Words } from '../../locales/english.js';
import type { SearchResult } from '../../retrieval/hybrid-retriever.js';
import type { BotContext } from '../bot-context.js';
import { described, named, PRIVATE, SLASH_COMMAND, TEXT } from '../interactions/define-command.js';
import type { FilterState, Sort } from '../interactions/custom-id.js';
import type { Demands } from '../guards/preconditions.js';
import { buildReply, type ButtonDraft, type Reply } from '../reply/build-reply.js';
import { joined, md } from '../reply/markup.js';
import { openPage, pageButtons } from '../reply/pages.js';
import { respondLater } from '../respond.js';
import { articleChooser } from './article.js';
import { lexicalOnlyLine, MAX_QUESTION_LENGTH, questionHead } from './ask/answer-view.js';
import { articleFilterOf, FILTER_OPTIONS, filterIn, filterText, wrongFilter } from './filter.js';
import { passageEntries, passagePages, relevantPassages, sortPassages } from './passages.js';

const SORT: APIApplicationCommandStringOption = {
  ...TEXT,
  ...named('sort', 'sắp-xếp'),
  ...described('Which passages come first', 'Đoạn nào đứng trước'),
  choices: [
    { ...named('Most relevant', 'Liên quan nhất'), value: 'relevance' },
    { ...named('Newest', 'Mới nhất'), value: 'newest' },
  ],
};

/** `/search` as it is registered. */
export const SEARCH_COMMAND: RESTPostAPIApplicationCommandsJSONBody = {
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
};

/** A search is as much work as a question. */
export function searchDemands(interaction: ChatInputCommandInteraction, context: BotContext): Demands {
  return { wait: 'question', wrong: wrongFilter(interaction, context.answering) };
}

/** `/search`. */
export async function search(
  interaction: ChatInputCommandInteraction,
  context: BotContext,
  words: Words,
): Promise<void> {
  const { answering } = context;
  const { catalogue } = answering;
  const query = interaction.options.getString('query', true);
  const filter = filterIn(interaction, answering);
  const isPrivate = interaction.options.getBoolean('private') ?? false;
  const sort: Sort = interaction.options.getString('sort') === 'newest' ? 'newest' : 'relevance';
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
}

/** What surrounds the passages of a search. */
export interface SearchContext {
  readonly words: Words;
  readonly owner: string | null;
  /** As typed. */
  readonly query: string;
  readonly sort: Sort;
  readonly filter: FilterState;
  /** The filter in words, see `filterText`. */
  readonly filterText?: string | null;
  /** From 0; the nearest page is shown where there is none such. */
  readonly page: number;
}

const OTHER: Readonly<Record<Sort, Sort>> = { relevance: 'newest', newest: 'relevance' };

/** One page of what a search found, by article. The query stands in the first line, for the buttons to read. */
export function searchView(result: SearchResult, context: SearchContext): Reply {
  const { words, owner, sort, filter } = context;
  const head = joined(
    [questionHead(context.query, context.filterText), lexicalOnlyLine(result, words)],
    '\n',
  );
  const entries = passageEntries(sortPassages(relevantPassages(result.found), sort));
  const open = openPage(passagePages(entries, result.question, words), context.page);
  if (open === null) {
    const tip = context.filterText ? words.filter.tip : words.passages.tip;
    return buildReply({ text: joined([head, md`${words.passages.none} ${tip}`], '\n'), owner });
  }
  const articles = new Set(entries.map(({ article }) => article.id)).size;
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

function sortButton({ words, sort, filter }: SearchContext): ButtonDraft {
  const other = OTHER[sort];
  return {
    kind: 'button',
    label: words.passages.orderBy[other],
    action: { kind: 'search', page: 0, sort: other, filter },
  };
}
