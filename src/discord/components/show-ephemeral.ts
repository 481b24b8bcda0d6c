import { articleView, contextView } from '../features/article.js';
import { conversationOf } from '../features/ask/conversation.js';
import { articleFilterOf, filterText } from '../features/filter.js';
import { passagesView, placesShown } from '../features/passages.js';
import type { Reply } from '../reply/build-reply.js';
import { noticeView } from '../reply/notices.js';
import { respondLater } from '../respond.js';
import type { ComponentCall } from '../bot-context.js';
import { excerptCheck, type ActionOf } from './custom-id.js';

type Opening = ActionOf<'more' | 'context' | 'open'>;

/** Opens something beside the message, which only the one who asked for it sees: the channel stays as it is. */
export async function showEphemeral(opening: Opening, call: ComponentCall): Promise<void> {
  await respondLater(call.interaction, true, () => openedBy(opening, call));
}

async function openedBy(opening: Opening, call: ComponentCall): Promise<Reply> {
  switch (opening.kind) {
    case 'more':
      return await morePassages(opening, call);
    case 'context':
      return await around(opening, call);
    case 'open':
      return await wholeArticle(opening, call);
  }
}

async function morePassages({ filter }: ActionOf<'more'>, call: ComponentCall): Promise<Reply> {
  const { context, words } = call;
  const { answering } = context;
  const asked = await conversationOf(call.interaction.message);
  if (asked === null) return noticeView({ kind: 'question-gone' }, { words });
  const articleFilter = articleFilterOf(filter, answering.catalogue);
  const options = { filter: articleFilter, earlier: asked.earlier };
  const [answer, result] = await Promise.all([
    answering.answer(asked.question, options),
    answering.search(asked.question, options),
  ]);
  return passagesView(result, {
    words,
    owner: call.interaction.user.id,
    page: 0,
    filter,
    filterText: filterText(articleFilter, words),
    // A follow-up as it was understood: turning the page has no conversation to understand it by.
    question: asked.earlier.length > 0 ? result.question.normalized : asked.question,
    shown: placesShown(answer),
  });
}

async function around(
  { articleId, start, end, check }: ActionOf<'context'>,
  { interaction, context, words }: ComponentCall,
): Promise<Reply> {
  const article = await context.answering.article(articleId);
  if (article === null) return noticeView({ kind: 'article-gone' }, { words });
  if (excerptCheck(article.text.slice(start, end)) !== check) {
    return noticeView({ kind: 'article-changed' }, { words });
  }
  return contextView(article, { start, end }, { words, owner: interaction.user.id });
}

async function wholeArticle(
  opening: ActionOf<'open'>,
  { interaction, context, words }: ComponentCall,
): Promise<Reply> {
  const chosen = interaction.isStringSelectMenu() ? interaction.values[0] : opening.articleId;
  const article = chosen === undefined || chosen === null ? null : await context.answering.article(chosen);
  if (article === null) return noticeView({ kind: 'article-gone' }, { words });
  return articleView(article, { words, owner: interaction.user.id, page: 0 });
}
