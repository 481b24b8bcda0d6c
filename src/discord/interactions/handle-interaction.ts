import type { Interaction, AutocompleteInteraction, Message, MessageComponentInteraction } from 'discord.js';
import { languageOf, wordsIn } from '../../locales/catalogue.js';
import type { BotContext, ComponentCall } from '../bot-context.js';
import { noticeView, noticeOf, type Notice } from '../reply/notices.js';
import { bodyOf, respondPrivately, type CommandInteraction, updateLater, respondLater } from '../respond.js';
import { errorFields, restFailure } from '../connection/errors.js';
import type { Words } from '../../locales/english.js';
import { refusesSuggestions, unlessRefused, type Demands } from '../guards/preconditions.js';
import { MENU_COMMANDS, SLASH_COMMANDS } from './commands.js';
import type { Command } from './define-command.js';
import { rate } from '../features/rate.js';
import {
  excerptCheck,
  parseCustomId,
  type ActionOf,
  type ComponentAction,
  type ComponentState,
} from './custom-id.js';
import { articleView, contextView } from '../features/article.js';
import { answerView } from '../features/ask/answer-view.js';
import { conversationOf } from '../features/ask/conversation.js';
import { articleFilterOf, filterText } from '../features/filter.js';
import { passagesView, placesShown, searchView } from '../features/search.js';
import { sourcesView } from '../features/sources.js';
import type { Reply } from '../reply/build-reply.js';
import { questionIn } from '../reply/markup.js';
import type { PageContext } from '../reply/pages.js';
import type { Answering } from '../../service/answering.js';

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
      await respondPrivately(interaction, noticeView({ kind: 'dead-button' }, words));
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
  if (refusal !== null) await respondPrivately(interaction, noticeView(refusal, words));
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
  const { name, value } = interaction.options.getFocused(true);
  await interaction.respond(
    refusesSuggestions(interaction, context) ? [] : context.suggestions.forOption(name, value),
  );
}

/** Does what a pressed button or a chosen entry means, or says why not to the one who pressed it. */
async function handleComponent(interaction: MessageComponentInteraction, context: BotContext): Promise<void> {
  const words = wordsIn(languageOf(interaction.locale));
  const state = parseCustomId(interaction.customId);
  const refusal =
    state === null
      ? ({ kind: 'dead-button' } as const)
      : await unlessRefused(interaction, demandsOf(state, interaction, context), context, () =>
          use(state, { interaction, context, words }),
        );
  if (refusal !== null) await respondPrivately(interaction, noticeView(refusal, words));
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

/** Shows what was asked for: another page in its message's place, what is opened beside it for the one who opens it alone. */
async function use({ action, owner }: ComponentState, call: ComponentCall): Promise<void> {
  const { interaction, words } = call;
  if (action.kind === 'rate') {
    await rate(action, call);
    return;
  }
  if (!('page' in action)) {
    await respondLater(interaction, true, async () => {
      const made = await shownBy(action, { words, owner: interaction.user.id, page: 0 }, call);
      return 'kind' in made ? noticeView(made, words) : made;
    });
    return;
  }
  const page = shownBy(action, { words, owner, page: action.page }, call);
  await updateLater(interaction, async () => {
    const made = await page;
    return 'kind' in made ? null : made;
  });
  const made = await page;
  // The page shown stays: it is not less true than before.
  if ('kind' in made) await respondPrivately(interaction, noticeView(made, words));
}

type Look = Exclude<ComponentAction, { kind: 'rate' }>;

/** What an action shows, or why it cannot. */
async function shownBy(
  action: Look,
  page: PageContext,
  { interaction, context: { answering } }: ComponentCall,
): Promise<Reply | Notice> {
  switch (action.kind) {
    case 'sources':
      return sourcesView(answering.catalogue.articles, page);
    case 'article':
    case 'open': {
      const id = interaction.isStringSelectMenu() ? interaction.values[0] : action.articleId;
      const article = id === undefined || id === null ? null : await answering.article(id);
      return article === null ? { kind: 'article-gone' } : articleView(article, page);
    }
    case 'context': {
      const { articleId, start, end, check } = action;
      const article = await answering.article(articleId);
      if (article === null) return { kind: 'article-gone' };
      if (excerptCheck(article.text.slice(start, end)) !== check) return { kind: 'article-changed' };
      return contextView(article, { start, end }, page);
    }
    case 'answer':
    case 'more':
    case 'passages':
    case 'search':
      return await foundBy(action, page, interaction.message, answering);
  }
}

/** A page of what is found for the message's question: it is looked for again, as nothing of it is kept. */
async function foundBy(
  action: ActionOf<'answer' | 'more' | 'passages' | 'search'>,
  page: PageContext,
  message: Message,
  answering: Answering,
): Promise<Reply | Notice> {
  const asked = await conversationOf(message);
  if (asked === null) return { kind: 'question-gone' };
  const { question, earlier } = asked;
  const { kind, filter } = action;
  const articleFilter = articleFilterOf(filter, answering.catalogue);
  const options = { filter: articleFilter, earlier };
  const view = { ...page, filter, filterText: filterText(articleFilter, page.words) };
  if (kind === 'answer') {
    // A mention's answer stands below its question, a command's repeats it.
    const showQuestion = questionIn(message.content) !== null;
    return answerView(await answering.answer(question, options), { ...view, showQuestion });
  }
  if (kind === 'search') {
    const { sort } = action;
    return searchView(await answering.search(question, options), { ...view, query: question, sort });
  }
  const [answer, result] = await Promise.all([
    answering.answer(question, options),
    answering.search(question, options),
  ]);
  return passagesView(result, {
    ...view,
    // A follow-up as it was understood: turning the page has no conversation to understand it by.
    question: earlier.length > 0 ? result.question.normalized : question,
    shown: placesShown(answer),
  });
}
