import {
  PermissionFlagsBits,
  PermissionsBitField,
  type Client,
  type Message,
  type PermissionsString,
} from 'discord.js';

/** What the bot must be allowed in a channel to answer there. */
const NEEDED = [
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.SendMessagesInThreads,
  PermissionFlagsBits.EmbedLinks,
  PermissionFlagsBits.ReadMessageHistory,
] as const;

/** The permissions integer of the invite link. */
export const INVITE_PERMISSIONS = new PermissionsBitField(NEEDED).bitfield;

export type NeededPermission = Extract<
  PermissionsString,
  'ViewChannel' | 'SendMessages' | 'SendMessagesInThreads' | 'EmbedLinks' | 'ReadMessageHistory'
>;

/** The needed permissions that are not among those given, by Discord's names. */
export function missingPermissions(
  given: Readonly<PermissionsBitField>,
  inThread = false,
): NeededPermission[] {
  const needed = new PermissionsBitField(NEEDED).remove(
    inThread ? PermissionFlagsBits.SendMessages : PermissionFlagsBits.SendMessagesInThreads,
  );
  return given.missing(needed) as NeededPermission[];
}

/** Permissions that the bot needs in the message's channel and lacks: without “Embed Links” Discord drops the excerpts silently. */
export function missingIn({ channel, client }: Message): NeededPermission[] {
  if (channel.isDMBased()) return [];
  const given = channel.permissionsFor(client.user);
  return given === null ? [] : missingPermissions(given, channel.isThread());
}

/** Something that keeps the bot from answering somewhere, for the log. */
interface PermissionTrouble {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** What the bot lacks: by its roles on each server, and in each channel that it is to answer in. */
export function permissionTroubles(
  client: Client<true>,
  allowedChannels: readonly string[],
): PermissionTrouble[] {
  return [
    ...guildTroubles(client),
    ...allowedChannels.flatMap((channel) => channelTroubles(client, channel)),
  ];
}

function guildTroubles(client: Client<true>): PermissionTrouble[] {
  return [...client.guilds.cache.values()].flatMap(({ id, members }) => {
    const missing = members.me === null ? [] : missingPermissions(members.me.permissions);
    if (missing.length === 0) return [];
    return [{ fields: { guild: id, missing }, message: 'the bot’s roles lack permissions on a server' }];
  });
}

function channelTroubles(client: Client<true>, id: string): PermissionTrouble[] {
  const channel = client.channels.cache.get(id);
  if (channel === undefined || channel.isDMBased()) {
    return [{ fields: { channel: id }, message: 'ALLOWED_CHANNELS names a channel that the bot cannot see' }];
  }
  const given = channel.permissionsFor(client.user);
  const missing = given === null ? [] : missingPermissions(given, channel.isThread());
  if (missing.length === 0) return [];
  return [
    {
      fields: { channel: id, missing },
      message: 'the bot lacks permissions in a channel of ALLOWED_CHANNELS',
    },
  ];
}
