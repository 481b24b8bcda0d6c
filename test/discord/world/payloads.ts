import { ChannelType, OverwriteType, type APIUser } from 'discord.js';
import type { Category, Channel, GuildChannel, Member, Role, User } from './entities.js';
import { permissionsIn } from './permissions.js';
import type { World } from './world.js';

/** A date that everything in the world shares. */
const LONG_AGO = '2020-01-01T00:00:00.000000+00:00';
const GUILD_MEMBERS_LIMIT = 500_000;

/** An object of Discord's JSON. */
export type Payload = Readonly<Record<string, unknown>>;

/** A user as Discord's JSON has them. */
export function userPayload(user: User): APIUser {
  return {
    id: user.id,
    username: user.username,
    global_name: user.isBot ? null : user.displayName,
    discriminator: user.isBot ? '0001' : '0',
    avatar: null,
    bot: user.isBot,
  };
}

/** A member without their user, as beside a message; `withUser` adds it. */
export function memberPayload({ roles }: Member): Payload {
  return {
    roles: [...roles],
    joined_at: LONG_AGO,
    deaf: false,
    mute: false,
    flags: 0,
    nick: null,
    avatar: null,
  };
}

export function memberWithUser(member: Member): Payload {
  return { ...memberPayload(member), user: userPayload(member.user) };
}

export function rolePayload({ id, name, permissions, mentionable }: Role, position: number): Payload {
  return {
    id,
    name,
    permissions: permissions.toString(),
    mentionable,
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    flags: 0,
  };
}

/** The kind of a channel as Discord numbers it. */
export function channelType({ kind }: Channel): ChannelType {
  return { text: ChannelType.GuildText, thread: ChannelType.PublicThread, dm: ChannelType.DM }[kind];
}

/** A channel as Discord's JSON has it. */
export function channelPayload(world: World, channel: Channel): Payload {
  const { id } = channel;
  switch (channel.kind) {
    case 'dm':
      return {
        id,
        type: channelType(channel),
        last_message_id: null,
        recipients: [userPayload(channel.recipient)],
      };
    case 'thread':
      return {
        id,
        type: channelType(channel),
        guild_id: world.guildId,
        name: channel.name,
        parent_id: channel.parent.id,
        owner_id: channel.owner.id,
        last_message_id: null,
        message_count: 0,
        member_count: 1,
        total_message_sent: 0,
        rate_limit_per_user: 0,
        thread_metadata: {
          archived: false,
          auto_archive_duration: 1440,
          archive_timestamp: LONG_AGO,
          locked: false,
        },
      };
    case 'text':
      return {
        id,
        type: channelType(channel),
        guild_id: world.guildId,
        name: channel.name,
        position: 0,
        parent_id: channel.category?.id ?? null,
        topic: null,
        nsfw: false,
        last_message_id: null,
        rate_limit_per_user: 0,
        permission_overwrites: channel.overwrites.map(({ id: of, kind, allow, deny }) => ({
          id: of,
          type: kind === 'role' ? OverwriteType.Role : OverwriteType.Member,
          allow: allow.toString(),
          deny: deny.toString(),
        })),
      };
  }
}

/** A category as Discord's JSON has it. */
export function categoryPayload(world: World, { id, name }: Category): Payload {
  return {
    id,
    type: ChannelType.GuildCategory,
    guild_id: world.guildId,
    name,
    position: 0,
    parent_id: null,
    permission_overwrites: [],
  };
}

/** A channel as an interaction carries it: with what the user may do in it. */
export function interactionChannel(world: World, channel: Channel, user: User): Payload {
  return { ...channelPayload(world, channel), permissions: permissionsIn(world, user, channel).toString() };
}

/** The guild as GET /guilds/:id gives it. */
export function guildPayload(world: World): Payload {
  return {
    id: world.guildId,
    name: world.guildName,
    owner_id: world.owner.id,
    preferred_locale: world.guildLocale,
    roles: world.roles.map(rolePayload),
    icon: null,
    splash: null,
    banner: null,
    description: null,
    features: [],
    emojis: [],
    stickers: [],
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
    max_members: GUILD_MEMBERS_LIMIT,
  };
}

/** What GUILD_CREATE carries. Without the intent for members it holds the bot's own membership only, as Discord has it. */
export function guildCreatePayload(world: World, seesMembers: boolean): Payload {
  const channels = [...world.channels.values()].filter(
    (channel): channel is GuildChannel => channel.kind !== 'dm',
  );
  const payloads = (kind: GuildChannel['kind']): Payload[] =>
    channels.filter((channel) => channel.kind === kind).map((channel) => channelPayload(world, channel));
  const members = [...world.members.values()].filter(({ user }) => seesMembers || user === world.bot);
  return {
    ...guildPayload(world),
    joined_at: LONG_AGO,
    large: false,
    unavailable: false,
    member_count: world.members.size,
    members: members.map(memberWithUser),
    channels: [...world.categories.map((one) => categoryPayload(world, one)), ...payloads('text')],
    threads: payloads('thread'),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** The users that a message's JSON lists as mentioned. */
export function mentionedUsers(world: World, ids: readonly string[]): APIUser[] {
  return ids.flatMap((id) => {
    const member = world.members.get(id);
    return member === undefined ? [] : [userPayload(member.user)];
  });
}
