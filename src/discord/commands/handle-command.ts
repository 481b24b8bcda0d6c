import type { AutocompleteInteraction } from 'discord.js';
import { languageOf, wordsIn } from '../../locales/catalogue.js';
import type { Words } from '../../locales/words.js';
import type { BotContext } from '../bot-context.js';
import { refusesSuggestions, unlessRefused } from '../guards/preconditions.js';
import { noticeView, type Notice } from '../reply/notices.js';
import { respond, type CommandInteraction } from '../respond.js';
import { MENU_COMMANDS, SLASH_COMMANDS, type Command } from './commands.js';

/** Answers a command, or says why it is not answered here or now. */
export async function handleCommand(interaction: CommandInteraction, context: BotContext): Promise<void> {
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
export async function handleAutocomplete(
  interaction: AutocompleteInteraction,
  context: BotContext,
): Promise<void> {
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
