import type { Interaction, AutocompleteInteraction } from 'discord.js';
import { languageOf, wordsIn } from '../../locales/catalogue.js';
import type { BotContext } from '../bot-context.js';
import { handleComponent } from './handle-component.js';
import { noticeView, noticeOf, type Notice } from '../reply/notices.js';
import { respond, bodyOf, respondPrivately, type CommandInteraction } from '../respond.js';
import { errorFields, restFailure } from '../connection/errors.js';
import type { Words } from '../../locales/english.js';
import { refusesSuggestions, unlessRefused } from '../guards/preconditions.js';
import { MENU_COMMANDS, SLASH_COMMANDS, type Command } from './commands.js';

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
      await respond(interaction, noticeView({ kind: 'dead-button' }, { words }), true);
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
  const reply = noticeView(noticeOf(error), { words: wordsIn(languageOf(interaction.locale)) });
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
  if (refusal !== null) await respond(interaction, noticeView(refusal, { words }), true);
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
