import { PermissionFlagsBits, type ChatInputCommandInteraction } from 'discord.js';
import type { BotContext } from '../../bot-context.js';
import { answerNow } from '../../deliver.js';
import type { Words } from '../../../locales/discord/words.js';
import { noticeOf, noticeView } from '../../reply/notices.js';
import { ProgressReport } from './progress-report.js';
import { reindexDoneView, reindexProgressView } from './reindex-view.js';
import type { Reply } from '../../reply/build-reply.js';
import { errorFields } from '../../connection/errors.js';
import type { ReindexRun } from '../../../operations/reindexing/reindex-runner.js';

/** `/reindex`: runs beside the answering, and tells by edits how far it is. */
export async function reindex(
  interaction: ChatInputCommandInteraction,
  context: BotContext,
  words: Words,
): Promise<void> {
  const { reindexing, log } = context;
  if (!interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild)) {
    await answerNow(interaction, noticeView({ kind: 'needs-manage-server' }, { words }), true);
    return;
  }
  const report = new ProgressReport(interaction, log);
  const { run, isNew } = reindexing.start((progress) => {
    report.show(reindexProgressView(progress, { words }));
  });
  if (!isNew) {
    await answerNow(
      interaction,
      noticeView({ kind: 'reindex-running', since: run.startedAt }, { words }),
      true,
    );
    return;
  }
  // Heard below; until then a failure must not count as one that nobody hears.
  run.summary.catch(() => undefined);
  await interaction.deferReply();
  report.show(reindexProgressView(null, { words }));
  // Told where its progress was, or that would stand there as if it went on.
  await report.finish(await endOf(run, interaction, context, words));
}

/** How a run ended, for the log and for whoever began it. */
async function endOf(
  { summary }: ReindexRun,
  { id }: ChatInputCommandInteraction,
  { log, jobs }: BotContext,
  words: Words,
): Promise<Reply> {
  try {
    const done = await summary;
    const { generation, seconds, damage } = done;
    log[damage === undefined ? 'info' : 'warn'](
      { interaction: id, generation, seconds, ...(damage !== undefined && { damage }) },
      'reindexed',
    );
    return reindexDoneView(done, { words });
  } catch (error) {
    log[jobs.isClosed ? 'warn' : 'error']({ interaction: id, ...errorFields(error) }, 'reindex failed');
    return noticeView(jobs.isClosed ? { kind: 'stopping' } : noticeOf(error), { words });
  }
}
