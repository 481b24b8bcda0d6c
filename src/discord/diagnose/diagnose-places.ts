import { ChannelType, Routes } from 'discord.js';
import { z } from 'zod';
import { permissionsOf, type Membership } from './diagnose-permissions.js';
import type { DiagnosticRequests } from './diagnose-requests.js';
import { missingPermissions, type NeededPermission } from '../guards/permissions.js';

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
