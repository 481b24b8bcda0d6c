import type { AutocompleteInteraction } from 'discord.js';
import { languageOf, wordsIn } from '../../locales/catalogue.js';
import type { Words } from '../../locales/words.js';
import type { BotContext } from '../bot-context.js';
import { outsideAllowedChannels, whileStopping } from '../guards/refusals.js';
import { noticeView } from '../reply/notices.js';
import { respond, type CommandInteraction } from '../respond.js';
import { MENU_COMMANDS, SLASH_COMMANDS } from './commands.js';

/** Answers a command, or says why it is not answered here or now. */
export async function handleCommand(interaction: CommandInteraction, context: BotContext): Promise<void> {
  const words = wordsIn(languageOf(interaction.locale));
  const run = runOf(interaction);
  if (run === undefined) {
    await respond(interaction, noticeView({ kind: 'dead-button' }, { words }), true);
    return;
  }
  const refusal = whileStopping(context) ?? outsideAllowedChannels(interaction, context);
  if (refusal !== null) {
    context.events.onTurnedAway?.(refusal.kind);
    await respond(interaction, noticeView(refusal, { words }), true);
    return;
  }
  await run(context, words);
}

/** What answers a command; undefined for one that Discord still knows because another version of the bot has registered it. */
function runOf(
  interaction: CommandInteraction,
): ((context: BotContext, words: Words) => Promise<void>) | undefined {
  const { commandName } = interaction;
  if (interaction.isChatInputCommand()) {
    const command = SLASH_COMMANDS.find(({ definition }) => definition.name === commandName);
    return command && ((context, words) => command.run(interaction, context, words));
  }
  const command = MENU_COMMANDS.find(({ definition }) => definition.name === commandName);
  return command && ((context, words) => command.run(interaction, context, words));
}

/** Offers entries for what is typed so far: from memory, as autocompletion cannot be deferred. */
export async function handleAutocomplete(
  interaction: AutocompleteInteraction,
  { suggestions }: BotContext,
): Promise<void> {
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
