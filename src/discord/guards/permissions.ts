import { PermissionFlagsBits, PermissionsBitField, type PermissionsString } from 'discord.js';

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

/** A permission that the bot needs. */
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
