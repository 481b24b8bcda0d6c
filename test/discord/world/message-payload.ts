import { MessageType } from 'discord.js';
import type { Message } from './message.js';
import { channelType, memberPayload, mentionedUsers, userPayload, type Payload } from './payloads.js';
import type { World } from './world.js';

/**
 * A message as Discord's JSON has it.
 *
 * @param seesContent - whether the application may read what others write that do not mention it.
 */
export function messagePayload(world: World, message: Message, seesContent: boolean): Payload {
  const { repliesTo } = message;
  return {
    ...withoutReply(world, message, seesContent),
    // One level deep, and null when what is replied to is gone.
    ...(message.type === MessageType.Reply && {
      referenced_message:
        repliesTo === null || repliesTo.isDeleted ? null : withoutReply(world, repliesTo, seesContent),
    }),
  };
}

/** The same without what it replies to, which the message of an interaction does not carry. */
export function withoutReply(world: World, message: Message, seesContent: boolean): Payload {
  const { latest, versions, repliesTo, origin, channel } = message;
  const readable = seesContent || isForBot(world, message);
  return {
    id: message.id,
    channel_id: channel.id,
    type: message.type,
    author: userPayload(message.author),
    content: readable ? latest.content : '',
    embeds: readable ? latest.embeds.map((embed) => ({ ...embed, type: 'rich' })) : [],
    components: readable ? latest.components : [],
    attachments: readable
      ? latest.attachments.map((file) => ({ ...file, url: `https://cdn.example/${file.id}`, proxy_url: '' }))
      : [],
    timestamp: new Date(versions[0]?.at ?? latest.at).toISOString(),
    edited_timestamp: versions.length > 1 ? new Date(latest.at).toISOString() : null,
    tts: false,
    mention_everyone: latest.pings.everyone,
    mentions: mentionedUsers(world, latest.pings.users),
    mention_roles: latest.pings.roles,
    pinned: false,
    flags: latest.flags,
    ...(latest.forwarded !== undefined && {
      message_snapshots: [{ message: snapshot(message, readable ? latest.forwarded : '') }],
      // It stands for a message elsewhere, which nobody looks up.
      message_reference: { type: 1, message_id: message.id, channel_id: channel.id },
    }),
    ...(repliesTo !== null && {
      message_reference: {
        type: 0,
        message_id: repliesTo.id,
        channel_id: repliesTo.channel.id,
        ...(repliesTo.channel.kind !== 'dm' && { guild_id: world.guildId }),
      },
    }),
    ...(origin !== null && {
      application_id: world.bot.id,
      webhook_id: world.bot.id,
      interaction_metadata: {
        id: origin.interactionId,
        type: origin.interactionType,
        user: userPayload(origin.user),
        authorizing_integration_owners: channel.kind === 'dm' ? { 0: '0' } : { 0: world.guildId },
      },
      ...(origin.commandName !== null && {
        interaction: {
          id: origin.interactionId,
          type: origin.interactionType,
          name: origin.commandName,
          user: userPayload(origin.user),
        },
      }),
    }),
  };
}

/** The part of a message that a forward shows. https://docs.discord.com/developers/resources/message#message-snapshot-object */
function snapshot({ latest }: Message, content: string): Payload {
  return {
    type: 0,
    content,
    timestamp: new Date(latest.at).toISOString(),
    edited_timestamp: null,
    flags: 0,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
  };
}

/** A message as MESSAGE_CREATE and MESSAGE_UPDATE carry it: with where it is and the author's membership. */
export function dispatchedMessage(world: World, message: Message, seesContent: boolean): Payload {
  const member = world.members.get(message.author.id);
  return {
    ...messagePayload(world, message, seesContent),
    // Not in the documentation, but on the wire: discord.js knows a direct message by it.
    channel_type: channelType(message.channel),
    ...(message.channel.kind !== 'dm' && {
      guild_id: world.guildId,
      ...(member !== undefined && { member: memberPayload(member) }),
    }),
  };
}

/**
 * Whether an application reads the message without the MESSAGE_CONTENT intent: its own, in direct messages, and where it is
 * mentioned. https://docs.discord.com/developers/events/gateway#message-content-intent
 */
function isForBot(world: World, { author, channel, latest }: Message): boolean {
  const { bot } = world;
  return author === bot || channel.kind === 'dm' || latest.pings.users.includes(bot.id);
}
