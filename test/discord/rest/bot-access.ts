import { PermissionFlagsBits } from 'discord.js';
import type { Backend } from '../backend.js';
import type { Channel } from '../world/entities.js';
import type { Message } from '../world/message.js';
import { may } from '../world/permissions.js';
import { refusals } from './api-error.js';

/** The channel, if the bot sees it and has the permissions there. @throws {@link ApiError} 10003, 50001 or 50013 */
export function channelForBot({ world }: Backend, id: string, needed = 0n): Channel {
  const channel = world.channels.get(id);
  if (channel === undefined) throw refusals.unknownChannel();
  if (!may(world, world.bot, channel, PermissionFlagsBits.ViewChannel)) throw refusals.missingAccess();
  if (!may(world, world.bot, channel, needed)) throw refusals.missingPermissions();
  return channel;
}

/** What the bot needs to write in a channel. */
function permissionToWrite(channel: Channel): bigint {
  return channel.kind === 'thread'
    ? PermissionFlagsBits.SendMessagesInThreads
    : PermissionFlagsBits.SendMessages;
}

/** A channel that the bot may write in. @throws {@link ApiError} 10003, 50001, 50013, or 50007 for closed direct messages */
export function channelToWriteIn(backend: Backend, id: string): Channel {
  const channel = channelForBot(backend, id);
  if (channel.kind === 'dm' && backend.world.closedDms.has(channel.recipient.id)) {
    throw refusals.cannotMessageUser();
  }
  return channelForBot(backend, id, permissionToWrite(channel));
}

/** A message in a channel that the bot sees; ephemeral ones are not there. @throws {@link ApiError} 10008 and those of the channel */
export function messageForBot(backend: Backend, channelId: string, messageId: string): Message {
  const channel = channelForBot(backend, channelId);
  const message = backend.messages.find(messageId);
  if (message?.channel !== channel || message.ephemeralFor !== null) throw refusals.unknownMessage();
  return message;
}
