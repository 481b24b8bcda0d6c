import type { ChatInputCommandInteraction } from 'discord.js';
import { VERSION } from '../../../config/version.js';
import type { BotContext } from '../../bot-context.js';
import { answerNow } from '../../deliver.js';
import { heartbeatMs } from '../../connection/gateway.js';
import type { Words } from '../../../locales/discord/words.js';
import { missingPermissions } from '../../guards/permissions.js';
import { statusView } from './status-view.js';
import { shardReports } from '../../../optional/sharding/shard-reports.js';

/** `/status`. */
export async function status(
  interaction: ChatInputCommandInteraction,
  { answering, times }: BotContext,
  words: Words,
): Promise<void> {
  const { articles, passages, modelName, builtAt, damage } = answering.catalogue;
  const { appPermissions, channel } = interaction;
  const isThread = channel?.isThread() ?? false;
  const view = statusView(
    {
      articles: articles.length,
      passages,
      modelName,
      builtAt,
      standsIn: damage !== undefined,
      pingMs: heartbeatMs(interaction.client),
      medianAnswerMs: times.median(),
      shards: await shardReports(interaction.client),
      missingPermissions: interaction.inGuild() ? missingPermissions(appPermissions, isThread) : [],
      version: VERSION,
    },
    { words },
  );
  await answerNow(interaction, view, true);
}
