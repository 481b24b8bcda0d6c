import type { SearchResult } from '../../../retrieval/hybrid-retriever.js';
import type { FilterState, Sort } from '../../components/custom-id.js';
import type { Words } from '../../../locales/discord/words.js';
import { articleChooser } from '../article/article-chooser.js';
import { buildReply, type ButtonDraft, type Reply } from '../../reply/build-reply.js';
import { joined, md } from '../../reply/markup.js';
import { openPage, pageButtons } from '../../reply/pages.js';
import { passageEntries } from './passage-entries.js';
import { passagePages } from './passage-pages.js';
import { questionHead } from '../ask/question-head.js';
import { relevantPassages, sortPassages } from './relevant-passages.js';

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
  const head = questionHead(context.query, context.filterText);
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
