import { articleView } from '../features/article.js';
import { answerView } from '../features/ask/answer-view.js';
import { conversationOf } from '../features/ask/conversation.js';
import { articleFilterOf, filterText } from '../features/filter.js';
import { passagesView, placesShown } from '../features/passages.js';
import { searchView } from '../features/search.js';
import { sourcesView } from '../features/sources.js';
import type { Reply } from '../reply/build-reply.js';
import { questionIn } from '../reply/markup.js';
import { noticeView, type Notice } from '../reply/notices.js';
import { respondPrivately, updateLater } from '../respond.js';
import type { ComponentCall } from '../bot-context.js';
import type { ActionOf } from './custom-id.js';

type Turn = ActionOf<'answer' | 'passages' | 'search' | 'article' | 'sources'>;

/** Shows another page in place of the one that the message shows. */
export async function turnPage(turn: Turn, call: ComponentCall): Promise<void> {
  const page = pageOf(turn, call);
  await updateLater(call.interaction, async () => {
    const made = await page;
    return 'kind' in made ? null : made;
  });
  const made = await page;
  // The page shown stays: it is not less true than before.
  if ('kind' in made) await respondPrivately(call.interaction, noticeView(made, { words: call.words }));
}

async function pageOf(turn: Turn, call: ComponentCall): Promise<Reply | Notice> {
  const { context, words, owner } = call;
  const { answering } = context;
  const { page } = turn;
  switch (turn.kind) {
    case 'sources':
      return sourcesView(answering.catalogue.articles, { words, owner, page });
    case 'article': {
      const article = await answering.article(turn.articleId);
      return article === null ? { kind: 'article-gone' } : articleView(article, { words, owner, page });
    }
    case 'answer':
    case 'passages':
    case 'search':
      return await foundPage(turn, call);
  }
}

/** A page of what is found for the message's question: it is looked for again, as nothing of it is kept. */
async function foundPage(
  turn: ActionOf<'answer' | 'passages' | 'search'>,
  call: ComponentCall,
): Promise<Reply | Notice> {
  const { context, words, owner } = call;
  const asked = await conversationOf(call.interaction.message);
  if (asked === null) return { kind: 'question-gone' };
  const { question, earlier } = asked;
  const { page, filter } = turn;
  const { answering } = context;
  const articleFilter = articleFilterOf(filter, answering.catalogue);
  const options = { filter: articleFilter, earlier };
  const view = { words, owner, page, filter, filterText: filterText(articleFilter, words) };
  if (turn.kind === 'answer') {
    // A mention's answer stands below its question, a command's repeats it.
    const showQuestion = questionIn(call.interaction.message.content) !== null;
    return answerView(await answering.answer(question, options), { ...view, showQuestion });
  }
  const result = await answering.search(question, options);
  if (turn.kind === 'search') return searchView(result, { ...view, query: question, sort: turn.sort });
  const shown = placesShown(await answering.answer(question, options));
  return passagesView(result, { ...view, question, shown });
}
