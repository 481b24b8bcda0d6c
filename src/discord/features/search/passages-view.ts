import { notYetShown, type Place } from '../../../answer/passage-groups.js';
import type { SearchResult } from '../../../retrieval/hybrid-retriever.js';
import type { FilterState } from '../../components/custom-id.js';
import type { Words } from '../../../locales/discord/words.js';
import { articleChooser } from '../article/article-chooser.js';
import { buildReply, type Reply } from '../../reply/build-reply.js';
import { joined, md } from '../../reply/markup.js';
import { openPage, pageButtons } from '../../reply/pages.js';
import { passageEntries } from './passage-entries.js';
import { PASSAGES_PER_PAGE, passagePages } from './passage-pages.js';
import { questionHead } from '../ask/question-head.js';
import { relevantPassages } from './relevant-passages.js';

/** What surrounds further passages. */
export interface PassagesContext {
  readonly words: Words;
  readonly owner: string | null;
  readonly question: string;
  /** What the answer to the question has shown already. */
  readonly shown: readonly Place[];
  readonly filter: FilterState;
  /** The filter in words, see `filterText`. */
  readonly filterText?: string | null;
  /** From 0; the nearest page is shown where there is none such. */
  readonly page: number;
}

/**
 * Further passages for a question, without those that its answer has shown. The question stands in the first line, for the
 * buttons to read.
 */
export function passagesView(result: SearchResult, context: PassagesContext): Reply {
  const { words, owner, filter } = context;
  const head = questionHead(context.question, context.filterText);
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
