import type { Client } from 'discord.js';
import { missingPermissions } from './permissions.js';

/** Something that keeps the bot from answering somewhere, for the log. */
export interface PermissionTrouble {
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
