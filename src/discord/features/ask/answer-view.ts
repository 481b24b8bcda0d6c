import type { Citation, CitedAnswer, Outcome } from '../../../answer/answer-types.js';
import { excerptCheck, type FilterState } from '../../components/custom-id.js';
import type { Words } from '../../../locales/discord/words.js';
import { answerPages } from './answer-pages.js';
import { ArticleCards } from '../../reply/article-cards.js';
import { readButton } from '../article/article-chooser.js';
import { buildReply, type ButtonDraft, type Reply } from '../../reply/build-reply.js';
import { MAX_CONTENT } from '../../reply/limits.js';
import { bold, joined, md, type Markup } from '../../reply/markup.js';
import { openPage, pageButtons } from '../../reply/pages.js';
import { questionHead } from './question-head.js';
import { withRateButtons } from '../rate/rate-buttons.js';

/** What surrounds an answer. */
export interface AnswerContext {
  readonly words: Words;
  readonly owner: string | null;
  readonly filter: FilterState;
  /** The filter in words, see `filterText`. */
  readonly filterText?: string | null;
  /** From 0; the nearest page is shown where there is none such. */
  readonly page: number;
  /** Whether the question stands in the first line. A reply to a message has it above. */
  readonly showQuestion: boolean;
}

/**
 * An answer: its sentences, and below them the excerpts that they are from; or that the articles don't tell; or the passages that
 * could not be read.
 */
export function answerView(answer: CitedAnswer, context: AnswerContext): Reply {
  const { words, owner, filter } = context;
  const question = questionHead(context.showQuestion ? answer.question.text : '', context.filterText);
  const reserve = reserveOf(answer.outcome, words);
  const head = joined([question, ...(reserve === null ? [] : [reserve])], '\n\n');
  const open =
    answer.outcome === 'not-told'
      ? null
      : openPage(answerPages(answer, MAX_CONTENT - head.length, words), context.page);
  if (open === null) return notTold(answer, question, context);
  const isOnly = answer.citations.length === 1;
  return buildReply({
    text: joined([head, ...open.content.statements], '\n\n'),
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

/** What is said before an answer that is not sure. */
function reserveOf(outcome: Outcome, { answer }: Words): Markup | null {
  switch (outcome) {
    case 'perhaps':
      return md`${answer.perhaps}:`;
    case 'unread':
      return md`${answer.unread}`;
    case 'told':
    case 'not-told':
      return null;
  }
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
      [head, joined([bold(md`${words.answer.notTold}`), md`${words.answer.closest}`], '\n')],
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
