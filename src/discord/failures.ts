import type { Interaction, Message } from 'discord.js';
import { languageOf, wordsIn } from '../locales/catalogue.js';
import type { Words } from '../locales/words.js';
import type { BotContext } from './bot-context.js';
import { errorFields, restFailure } from './connection/errors.js';
import { missingIn } from './guards/bot-permissions.js';
import { noticeOf, noticeView, type Notice } from './reply/notices.js';
import { bodyOf, replyTo, respondPrivately } from './respond.js';

/** Logs, once, why an interaction could not be answered, and tells the person who waits, if there is still a way to. */
export async function respondToFailure(
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

/**
 * Logs, once, why a message could not be answered. Where the bot may not write, it tells the person directly what it lacks.
 */
export async function replyToFailure(
  error: unknown,
  message: Message,
  words: Words,
  context: Pick<BotContext, 'log' | 'replies' | 'told'>,
): Promise<void> {
  const { log, told } = context;
  const failure = restFailure(error);
  const fields = { message: message.id, channel: message.channelId };
  const isOurs = failure === null || failure === 'other' || failure === 'unavailable';
  log[isOurs ? 'error' : 'warn']({ ...fields, ...errorFields(error) }, 'message not answered');
  try {
    if (failure === 'not-allowed') {
      if (!told.isDue('refused', message.author.id, message.channelId)) return;
      await message.author.send(bodyOf(noticeView(refusedIn(message, error), { words })));
    } else if (failure === null || failure === 'other') {
      await replyTo(message, noticeView(noticeOf(error), { words }), context);
    }
  } catch (second) {
    log.debug({ ...fields, ...errorFields(second) }, 'nor could its author be told');
  }
}

/** Why the bot may not write where the message is. It has its permissions all the same where a moderator has silenced it. */
function refusedIn(message: Message, error: unknown): Notice {
  const missing = missingIn(message);
  return missing.length > 0 ? { kind: 'missing-permissions', missing } : noticeOf(error);
}
