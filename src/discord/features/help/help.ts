import type { ChatInputCommandInteraction } from 'discord.js';
import type { BotContext } from '../../bot-context.js';
import { answerNow } from '../../deliver.js';
import type { Words } from '../../../locales/discord/words.js';
import { helpView } from './help-view.js';

/** `/help`. */
export async function help(
  interaction: ChatInputCommandInteraction,
  _context: BotContext,
  words: Words,
): Promise<void> {
  await answerNow(interaction, helpView({ words, botId: interaction.client.user.id }), true);
}
