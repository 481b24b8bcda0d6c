import { ChannelType, OverwriteType, PermissionFlagsBits, PermissionsBitField, Routes } from 'discord.js';
import { z } from 'zod';
import { missingPermissions, type NeededPermission } from '../guards/bot-permissions.js';
import type { DiagnosticRequests } from './diagnose.js';

/** A server or channel that the bot is in. */
export interface DiagnosedPlace {
  readonly name: string;
  /** What the bot would need there to answer, and may not. */
  readonly missing: readonly NeededPermission[];
}

const decimal = z.string().regex(/^\d+$/);
const guildSchema = z.object({
  id: z.string(),
  name: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: decimal })),
});
const memberSchema = z.object({ roles: z.array(z.string()) });
const channelSchema = z.object({
  type: z.int(),
  name: z.string().nullish(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  permission_overwrites: z
    .array(z.object({ id: z.string(), type: z.int(), allow: decimal, deny: decimal }))
    .optional(),
});

const THREADS: readonly number[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
];

/** Looks at where the bot is to answer. Every server is asked for once. */
export class DiagnosedPlaces {
  readonly #requests: DiagnosticRequests;
  readonly #botId: string;
  readonly #guilds = new Map<string, Promise<(Membership & { readonly name: string }) | null>>();

  constructor(requests: DiagnosticRequests, botId: string) {
    this.#requests = requests;
    this.#botId = botId;
  }

  /**
   * A server; null when the bot is not on it.
   *
   * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
   */
  async guild(id: string): Promise<DiagnosedPlace | null> {
    const guild = await this.#membership(id);
    return guild && { name: guild.name, missing: missingPermissions(permissionsOf(guild)) };
  }

  /**
   * A channel, category or thread of a server; null when the bot sees none by that id.
   *
   * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
   */
  async channel(id: string): Promise<DiagnosedPlace | null> {
    const channel = await this.#requests.find(Routes.channel(id), channelSchema);
    const guild = channel?.guild_id === undefined ? null : await this.#membership(channel.guild_id);
    if (channel === null || guild === null) return null;
    const isThread = THREADS.includes(channel.type);
    // A thread has the overwrites of its channel.
    const ruling =
      isThread && channel.parent_id
        ? await this.#requests.find(Routes.channel(channel.parent_id), channelSchema)
        : channel;
    const given = permissionsOf(guild, ruling?.permission_overwrites);
    return { name: channel.name ?? id, missing: missingPermissions(given, isThread) };
  }

  #membership(guildId: string): Promise<(Membership & { readonly name: string }) | null> {
    const known = this.#guilds.get(guildId);
    if (known !== undefined) return known;
    const asked = this.#askMembership(guildId);
    this.#guilds.set(guildId, asked);
    return asked;
  }

  async #askMembership(guildId: string): Promise<(Membership & { readonly name: string }) | null> {
    const guild = await this.#requests.find(Routes.guild(guildId), guildSchema);
    if (guild === null) return null;
    const member = await this.#requests.find(Routes.guildMember(guildId, this.#botId), memberSchema);
    if (member === null) return null;
    return {
      guildId,
      name: guild.name,
      ownerId: guild.owner_id,
      memberId: this.#botId,
      memberRoles: member.roles,
      roles: guild.roles,
    };
  }
}

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
