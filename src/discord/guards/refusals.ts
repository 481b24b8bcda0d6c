import type { BaseInteraction, Message } from 'discord.js';
import type { BotContext } from '../bot-context.js';
import type { Refusal } from '../reply/notices.js';

/*
 * The guards, each of which says why something is not answered, or gives null to let it pass. Whoever has something to answer chains
 * those that apply by `??`: the first refusal counts, and a guard is only asked when all before it have let it pass.
 */

/** Refuses everything once the bot is about to leave. */
export function whileStopping({ tasks }: Pick<BotContext, 'tasks'>): Refusal | null {
  return tasks.isClosed ? { kind: 'stopping' } : null;
}

/** Refuses what comes from a channel in which the bot does not answer. */
export function outsideAllowedChannels(
  from: Message | BaseInteraction,
  { settings: { allowedChannels } }: Pick<BotContext, 'settings'>,
): Refusal | null {
  return isAllowedPlace(placeOf(from), allowedChannels)
    ? null
    : { kind: 'wrong-channel', channels: allowedChannels };
}

/** Refuses a question in which there is neither a letter nor a digit. */
export function withoutQuestion(question: string): Refusal | null {
  return /[\p{L}\p{N}]/u.test(question) ? null : { kind: 'nothing-asked' };
}

/** Refuses a person who has asked a moment ago. Whom it lets pass it makes wait before the next question, so it comes last. */
export function duringCooldown(userId: string, { cooldown }: Pick<BotContext, 'cooldown'>): Refusal | null {
  const seconds = cooldown.take(userId);
  return seconds > 0 ? { kind: 'cooldown', seconds } : null;
}

/** Where somebody speaks to the bot. */
interface Place {
  readonly isDirect: boolean;
  readonly channelId: string;
  /** The channel that a thread belongs to, the category of a channel. */
  readonly parentId: string | null;
}

/** Whether the bot answers there: everywhere when no channel is named; else in those, their threads, and directly. */
export function isAllowedPlace(place: Place, allowedChannels: readonly string[]): boolean {
  if (allowedChannels.length === 0 || place.isDirect) return true;
  return [place.channelId, place.parentId].some((id) => id !== null && allowedChannels.includes(id));
}

function placeOf(from: Message | BaseInteraction): Place {
  const { channel } = from;
  return {
    isDirect: !from.inGuild(),
    channelId: from.channelId ?? '',
    parentId: channel !== null && 'parentId' in channel ? channel.parentId : null,
  };
}
