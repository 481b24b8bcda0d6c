import type { Interaction } from 'discord.js';
import { languageOf, wordsIn } from '../locales/catalogue.js';
import type { BotContext } from './bot-context.js';
import { handleAutocomplete, handleCommand } from './commands/handle-command.js';
import { handleComponent } from './components/handle-component.js';
import { respondToFailure } from './failures.js';
import { noticeView } from './reply/notices.js';
import { respond } from './respond.js';

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
