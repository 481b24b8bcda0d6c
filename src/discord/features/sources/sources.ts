import type { ChatInputCommandInteraction } from 'discord.js';
import type { BotContext } from '../../bot-context.js';
import { answerNow } from '../../deliver.js';
import type { Words } from '../../../locales/discord/words.js';
import { sourcesView } from './sources-view.js';

/** `/sources`. */
export async function sources(
  interaction: ChatInputCommandInteraction,
  { answering }: BotContext,
  words: Words,
): Promise<void> {
  await answerNow(
    interaction,
    sourcesView(answering.catalogue.articles, { words, owner: null, page: 0 }),
    false,
  );
}
