import type { ChatInputCommandInteraction } from 'discord.js';
import type { BotContext } from '../../bot-context.js';
import { answerLater, answerNow } from '../../deliver.js';
import type { Words } from '../../../locales/discord/words.js';
import { articleView } from './article-view.js';
import { noticeView } from '../../reply/notices.js';

/** `/article`: by the id that autocomplete gives, or by whatever was typed of its title. */
export async function article(
  interaction: ChatInputCommandInteraction,
  { answering, suggestions }: BotContext,
  words: Words,
): Promise<void> {
  const typed = interaction.options.getString('title', true);
  const id = suggestions.articleFor(typed);
  if (id === null) {
    await answerNow(interaction, noticeView({ kind: 'unknown-article', title: typed }, { words }), true);
    return;
  }
  await answerLater(interaction, false, async () => {
    const found = await answering.article(id);
    if (found === null) return noticeView({ kind: 'article-gone' }, { words });
    return articleView(found, { words, owner: null, page: 0 });
  });
}
