import { OverwriteType, PermissionFlagsBits, PermissionsBitField } from 'discord.js';

/** What a channel grants to a role or a member, or takes from them. Permissions are bits in decimal, as in Discord's JSON. */
export interface PermissionOverwrite {
  /** Of a role or a member. */
  readonly id: string;
  readonly type: OverwriteType;
  readonly allow: string;
  readonly deny: string;
}

/** The bot's place on a server. */
export interface Membership {
  readonly guildId: string;
  readonly ownerId: string;
  readonly memberId: string;
  /** Ids of the member's roles, without that of everyone. */
  readonly memberRoles: readonly string[];
  /** All of the server's roles, that of everyone, which has the server's id, included. */
  readonly roles: readonly { readonly id: string; readonly permissions: string }[];
}

/**
 * What a member may do: on the server, or in a channel with these overwrites. discord.js works that out for a client that
 * is logged in only. https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function permissionsOf(
  { guildId, ownerId, memberId, memberRoles, roles }: Membership,
  overwrites: readonly PermissionOverwrite[] = [],
): Readonly<PermissionsBitField> {
  const base = roles
    .filter(({ id }) => id === guildId || memberRoles.includes(id))
    .reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  const isAllowedAll = memberId === ownerId || (base & PermissionFlagsBits.Administrator) !== 0n;
  if (isAllowedAll) return new PermissionsBitField(PermissionsBitField.All);

  const roleOverwrites = overwrites.filter(({ type }) => type === OverwriteType.Role);
  const ranks = [
    roleOverwrites.filter(({ id }) => id === guildId),
    roleOverwrites.filter(({ id }) => memberRoles.includes(id)),
    overwrites.filter(({ type, id }) => type === OverwriteType.Member && id === memberId),
  ];
  return new PermissionsBitField(ranks.reduce(applied, base));
}

/** Overwrites of one rank at once: what any of them grants outweighs what another takes. */
function applied(permissions: bigint, overwrites: readonly PermissionOverwrite[]): bigint {
  const denied = overwrites.reduce((all, { deny }) => all | BigInt(deny), 0n);
  const allowed = overwrites.reduce((all, { allow }) => all | BigInt(allow), 0n);
  return (permissions & ~denied) | allowed;
}
