import type { Interaction, AutocompleteInteraction, MessageComponentInteraction } from 'discord.js';
import { languageOf, wordsIn } from '../../locales/catalogue.js';
import type { BotContext, ComponentCall } from '../bot-context.js';
import { noticeView, noticeOf, type Notice } from '../reply/notices.js';
import {
  respond,
  bodyOf,
  respondPrivately,
  type CommandInteraction,
  updateLater,
  respondLater,
} from '../respond.js';
import { errorFields, restFailure } from '../connection/errors.js';
import type { Words } from '../../locales/english.js';
import { refusesSuggestions, unlessRefused, type Demands } from '../guards/preconditions.js';
import { MENU_COMMANDS, SLASH_COMMANDS } from './commands.js';
import type { Command } from './define-command.js';
import { rate } from '../features/rate.js';
import { parseCustomId, type ComponentState, type ActionOf, excerptCheck } from './custom-id.js';
import { articleView, contextView } from '../features/article.js';
import { answerView } from '../features/ask/answer-view.js';
import { conversationOf } from '../features/ask/conversation.js';
import { articleFilterOf, filterText } from '../features/filter.js';
import { passagesView, placesShown, searchView } from '../features/search.js';
import { sourcesView } from '../features/sources.js';
import type { Reply } from '../reply/build-reply.js';
import { questionIn } from '../reply/markup.js';

/** Answers an interaction, whatever it is. Never rejects: what goes wrong is logged once, and told to whoever waits. */
export async function handleInteraction(interaction: Interaction, context: BotContext): Promise<void> {
  const began = performance.now();
  const fields = { interaction: interaction.id, what: nameOf(interaction) };
  try {
    if (interaction.isAutocomplete()) await handleAutocomplete(interaction, context);
    else if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand()) {
      await handleCommand(interaction, context);
    } else if (interaction.isButton() || interaction.isStringSelectMenu()) {
      await handleComponent(interaction, context);
    } else if (interaction.isRepliable()) {
      // The bot shows no such thing; another program with the same token has.
      const words = wordsIn(languageOf(interaction.locale));
      await respond(interaction, noticeView({ kind: 'dead-button' }, words), true);
    }
    const level = interaction.isAutocomplete() ? 'debug' : 'info';
    context.log[level]({ ...fields, ms: Math.round(performance.now() - began) }, 'interaction answered');
  } catch (error) {
    await respondToFailure(error, interaction, context, fields);
  }
}

/** For the log: the command's name, or that a component was used. What was typed is none of the log's business. */
function nameOf(interaction: Interaction): string {
  return interaction.isCommand() || interaction.isAutocomplete() ? interaction.commandName : 'component';
}

/** Logs, once, why an interaction could not be answered, and tells the person who waits, if there is still a way to. */
async function respondToFailure(
  error: unknown,
  interaction: Interaction,
  { log }: BotContext,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  const failure = restFailure(error);
  log[failure === 'too-late' ? 'warn' : 'error'](
    { ...fields, ...errorFields(error) },
    'interaction not answered',
  );
  const isHopeless = failure === 'too-late' || failure === 'token' || failure === 'unavailable';
  if (isHopeless || !interaction.isRepliable()) return;
  const reply = noticeView(noticeOf(error), wordsIn(languageOf(interaction.locale)));
  try {
    if (interaction.isCommand() && interaction.deferred && !interaction.replied)
      await interaction.editReply(bodyOf(reply));
    else await respondPrivately(interaction, reply);
  } catch (second) {
    log.debug({ ...fields, ...errorFields(second) }, 'nor could its asker be told');
  }
}

/** Answers a command, or says why it is not answered here or now. */
async function handleCommand(interaction: CommandInteraction, context: BotContext): Promise<void> {
  const words = wordsIn(languageOf(interaction.locale));
  const refusal = interaction.isChatInputCommand()
    ? await give(SLASH_COMMANDS, interaction, context, words)
    : await give(MENU_COMMANDS, interaction, context, words);
  if (refusal !== null) await respond(interaction, noticeView(refusal, words), true);
}

/** Runs a command, or gives why not. Discord may still know one that another version of the bot has registered. */
async function give<Given extends CommandInteraction>(
  commands: readonly Command<Given>[],
  interaction: Given,
  context: BotContext,
  words: Words,
): Promise<Notice | null> {
  const command = commands.find(({ definition }) => definition.name === interaction.commandName);
  if (command === undefined) return { kind: 'dead-button' };
  const demands = command.demands(interaction, context);
  return await unlessRefused(interaction, demands, context, () => command.run(interaction, context, words));
}

/** Offers entries for what is typed so far: from memory, as autocompletion cannot be deferred. */
async function handleAutocomplete(interaction: AutocompleteInteraction, context: BotContext): Promise<void> {
  const { suggestions } = context;
  if (refusesSuggestions(interaction, context)) {
    await interaction.respond([]);
    return;
  }
  const { name, value } = interaction.options.getFocused(true);
  switch (name) {
    case 'query':
      await interaction.respond(suggestions.queries(value));
      return;
    case 'publisher':
      await interaction.respond(suggestions.publishers(value));
      return;
    case 'title':
      await interaction.respond(suggestions.articles(value));
      return;
    default:
      await interaction.respond([]);
  }
}

/** Does what a pressed button or a chosen entry means, or says why not to the one who pressed it. */
async function handleComponent(interaction: MessageComponentInteraction, context: BotContext): Promise<void> {
  const words = wordsIn(languageOf(interaction.locale));
  const state = parseCustomId(interaction.customId);
  const refusal =
    state === null
      ? ({ kind: 'dead-button' } as const)
      : await unlessRefused(interaction, demandsOf(state, interaction, context), context, () =>
          use(state, { interaction, context, words, owner: state.owner }),
        );
  if (refusal !== null) await respond(interaction, noticeView(refusal, words), true);
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
  if ('kind' in made) await respondPrivately(call.interaction, noticeView(made, call.words));
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
  if (asked === null) return noticeView({ kind: 'question-gone' }, words);
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
  if (article === null) return noticeView({ kind: 'article-gone' }, words);
  if (excerptCheck(article.text.slice(start, end)) !== check) {
    return noticeView({ kind: 'article-changed' }, words);
  }
  return contextView(article, { start, end }, { words, owner: interaction.user.id });
}

async function wholeArticle(
  opening: ActionOf<'open'>,
  { interaction, context, words }: ComponentCall,
): Promise<Reply> {
  const chosen = interaction.isStringSelectMenu() ? interaction.values[0] : opening.articleId;
  const article = chosen === undefined || chosen === null ? null : await context.answering.article(chosen);
  if (article === null) return noticeView({ kind: 'article-gone' }, words);
  return articleView(article, { words, owner: interaction.user.id, page: 0 });
}
