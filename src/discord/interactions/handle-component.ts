import type { MessageComponentInteraction } from 'discord.js';
import { languageOf, wordsIn } from '../../locales/catalogue.js';
import { rate } from '../features/rate.js';
import { unlessRefused, type Demands } from '../guards/preconditions.js';
import { noticeView, type Notice } from '../reply/notices.js';
import { respond, respondPrivately, updateLater, respondLater } from '../respond.js';
import type { BotContext, ComponentCall } from '../bot-context.js';
import { parseCustomId, type ComponentState, type ActionOf, excerptCheck } from './custom-id.js';
import { articleView, contextView } from '../features/article.js';
import { answerView } from '../features/ask/answer-view.js';
import { conversationOf } from '../features/ask/conversation.js';
import { articleFilterOf, filterText } from '../features/filter.js';
import { passagesView, placesShown } from '../features/passages.js';
import { searchView } from '../features/search.js';
import { sourcesView } from '../features/sources.js';
import type { Reply } from '../reply/build-reply.js';
import { questionIn } from '../reply/markup.js';

/** Does what a pressed button or a chosen entry means, or says why not to the one who pressed it. */
export async function handleComponent(
  interaction: MessageComponentInteraction,
  context: BotContext,
): Promise<void> {
  const words = wordsIn(languageOf(interaction.locale));
  const state = parseCustomId(interaction.customId);
  const refusal =
    state === null
      ? ({ kind: 'dead-button' } as const)
      : await unlessRefused(interaction, demandsOf(state, interaction, context), context, () =>
          use(state, { interaction, context, words, owner: state.owner }),
        );
  if (refusal !== null) await respond(interaction, noticeView(refusal, { words }), true);
}

/** A rating costs next to nothing, but for one that takes another back; all else looks something up. */
function demandsOf(
  { action, owner }: ComponentState,
  { message, user }: MessageComponentInteraction,
  { ratings }: Pick<BotContext, 'ratings'>,
): Demands {
  const isFree = action.kind === 'rate' && !ratings.isChange(message.id, user.id, action.good);
  return {
    wait: isFree ? null : 'look',
    wrong: owner === null || owner === user.id ? null : { kind: 'not-yours' },
  };
}

async function use({ action }: ComponentState, call: ComponentCall): Promise<void> {
  switch (action.kind) {
    case 'answer':
    case 'passages':
    case 'search':
    case 'article':
    case 'sources':
      await turnPage(action, call);
      return;
    case 'more':
    case 'context':
    case 'open':
      await respondLater(call.interaction, true, () => openedBy(action, call));
      return;
    case 'rate':
      await rate(action, call);
  }
}

type Turn = ActionOf<'answer' | 'passages' | 'search' | 'article' | 'sources'>;

/** Shows another page in place of the one that the message shows. */
async function turnPage(turn: Turn, call: ComponentCall): Promise<void> {
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

type Opening = ActionOf<'more' | 'context' | 'open'>;

/** What is opened beside the message, for the one who asked for it alone: the channel stays as it is. */
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
