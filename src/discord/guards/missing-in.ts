import type { Message } from 'discord.js';
import { missingPermissions, type NeededPermission } from './permissions.js';

/** Permissions that the bot needs in the message's channel and lacks: without “Embed Links” Discord drops the excerpts silently. */
export function missingIn({ channel, client }: Message): NeededPermission[] {
  if (channel.isDMBased()) return [];
  const given = channel.permissionsFor(client.user);
  return given === null ? [] : missingPermissions(given, channel.isThread());
}
