import type { BaseInteraction, Message } from 'discord.js';
import type { Place } from './allowed-place.js';

/** Where a message or an interaction comes from. */
export function placeOf(from: Message | BaseInteraction): Place {
  const { channel } = from;
  return {
    isDirect: !from.inGuild(),
    channelId: from.channelId ?? '',
    parentId: channel !== null && 'parentId' in channel ? channel.parentId : null,
  };
}
