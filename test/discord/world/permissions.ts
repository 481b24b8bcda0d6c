import { PermissionFlagsBits } from 'discord.js';
import type { Channel, GuildChannel, Overwrite, User } from './entities.js';
import type { World } from './world.js';

const ALL = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** What may be done in direct messages, where nobody sets permissions. */
const IN_DMS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles;

/** What `user` may do in `channel`. https://docs.discord.com/developers/topics/permissions#permission-overwrites */
export function permissionsIn(world: World, user: User, channel: Channel): bigint {
  if (channel.kind === 'dm') return IN_DMS;
  if (user === world.owner) return ALL;
  const { roles } = world.memberOf(user);
  const base = world.roles
    .filter(({ id }) => id === world.everyone.id || roles.includes(id))
    .reduce((all, { permissions }) => all | permissions, 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ALL;

  const overwrites = overwritesOf(channel);
  return [
    overwrites.filter(({ id }) => id === world.everyone.id),
    overwrites.filter(({ id, kind }) => kind === 'role' && roles.includes(id)),
    overwrites.filter(({ id }) => id === user.id),
  ].reduce(applied, base);
}

/** Whether `user` has all of `needed` in `channel`. */
export function may(world: World, user: User, channel: Channel, needed: bigint): boolean {
  return (permissionsIn(world, user, channel) & needed) === needed;
}

function overwritesOf(channel: GuildChannel): readonly Overwrite[] {
  return channel.kind === 'thread' ? channel.parent.overwrites : channel.overwrites;
}

/** Overwrites of one rank at once: what any of them grants outweighs what another takes. */
function applied(permissions: bigint, overwrites: readonly Overwrite[]): bigint {
  const denied = overwrites.reduce((all, { deny }) => all | deny, 0n);
  const allowed = overwrites.reduce((all, { allow }) => all | allow, 0n);
  return (permissions & ~denied) | allowed;
}
