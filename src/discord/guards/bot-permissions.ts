import { PermissionsBitField, type Channel, type Client } from 'discord.js';
import type { Logger } from '../../lib/log.js';

/** What the bot must be allowed in a channel to answer there. */
const NEEDED = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'EmbedLinks',
  'ReadMessageHistory',
] as const;

export type NeededPermission = (typeof NEEDED)[number];

/** The permissions integer of the invite link. */
export const INVITE_PERMISSIONS = new PermissionsBitField(NEEDED).bitfield;

/** The needed permissions that are not among those given, by Discord's names. */
export function missingPermissions(
  given: Readonly<PermissionsBitField>,
  inThread = false,
): NeededPermission[] {
  const needed = new PermissionsBitField(NEEDED).remove(inThread ? 'SendMessages' : 'SendMessagesInThreads');
  return given.missing(needed) as NeededPermission[];
}

/** Permissions that the bot needs in a channel, as that of a message, and lacks: without “Embed Links” Discord drops the excerpts silently. */
export function missingIn({
  channel,
  client,
}: {
  readonly channel: Channel;
  readonly client: Client<true>;
}): NeededPermission[] {
  if (channel.isDMBased()) return [];
  const given = channel.permissionsFor(client.user);
  return given === null ? [] : missingPermissions(given, channel.isThread());
}

/** Says in the log what the bot lacks: by its roles on each server, and in each channel that it is to answer in. */
export function logPermissionTroubles(
  client: Client<true>,
  allowedChannels: readonly string[],
  log: Logger,
): void {
  for (const { id, members } of client.guilds.cache.values()) {
    const missing = members.me === null ? [] : missingPermissions(members.me.permissions);
    if (missing.length > 0) log.warn({ guild: id, missing }, 'the bot’s roles lack permissions on a server');
  }
  for (const id of allowedChannels) {
    const channel = client.channels.cache.get(id);
    if (channel === undefined || channel.isDMBased()) {
      log.warn({ channel: id }, 'ALLOWED_CHANNELS names a channel that the bot cannot see');
      continue;
    }
    const missing = missingIn({ channel, client });
    if (missing.length > 0) {
      log.warn({ channel: id, missing }, 'the bot lacks permissions in a channel of ALLOWED_CHANNELS');
    }
  }
}
