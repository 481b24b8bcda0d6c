import {
  ApplicationCommandType,
  DiscordAPIError,
  OAuth2Scopes,
  REST,
  Routes,
  ChannelType,
  OverwriteType,
  PermissionFlagsBits,
  PermissionsBitField,
} from 'discord.js';
import { z } from 'zod';
import type { Settings } from '../../config/settings.js';
import type { UserError } from '../../lib/errors.js';
import { COMMANDS } from '../interactions/commands.js';
import { INVITE_PERMISSIONS, missingPermissions, type NeededPermission } from '../guards/bot-permissions.js';
import { discordUnreachable, REQUEST_TIMEOUT, requestError } from './errors.js';

/** What Discord answers where the bot has no access, or there is nothing. */
const NOT_FOR_THE_BOT: readonly number[] = [403, 404];

/** A path of the API, as `Routes` makes it. */
type Route = `/${string}`;

/** Requests that look at how things stand with Discord and change nothing. */
export class DiagnosticRequests {
  readonly #rest: REST;
  readonly #api: string;

  /** @param token - one that `isTokenShaped`: the error of another would repeat it */
  constructor({ discordApiUrl }: Pick<Settings, 'discordApiUrl'>, token: string) {
    this.#api = discordApiUrl;
    this.#rest = new REST({
      api: discordApiUrl,
      timeout: REQUEST_TIMEOUT,
      // What fails now is what there is to tell.
      retries: 0,
      rejectOnRateLimit: () => true,
    }).setToken(token);
  }

  /**
   * What is at `route`.
   *
   * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
   */
  async get<T>(route: Route, schema: z.ZodType<T>): Promise<T> {
    const found = await this.find(route, schema);
    if (found === null) throw this.#unreachable(`it refuses ${route}, as nothing that is Discord would`);
    return found;
  }

  /** {@link get}, but null where the bot has no access or there is nothing. */
  async find<T>(route: Route, schema: z.ZodType<T>, query = new URLSearchParams()): Promise<T | null> {
    let answer: unknown;
    try {
      answer = await this.#rest.get(route, { query });
    } catch (error) {
      if (error instanceof DiscordAPIError && NOT_FOR_THE_BOT.includes(error.status)) return null;
      throw requestError(error, this.#api);
    }
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw this.#unreachable(`what it answers to ${route} is not what Discord answers`, parsed.error);
  }

  /** Lets the timers go that would keep the process. */
  close(): void {
    this.#rest.clearHashSweeper();
    this.#rest.clearHandlerSweeper();
  }

  #unreachable(why: string, cause?: unknown): UserError {
    return discordUnreachable(this.#api, why, cause);
  }
}

/** Whose the token is. */
export interface DiscordAccount {
  /** Differs from {@link applicationId} in applications of before 2016. */
  readonly botId: string;
  readonly botName: string;
  readonly applicationId: string;
  /** Servers that the bot is on, as Discord counts them now and then; null where it does not say. */
  readonly servers: number | null;
  /** Where somebody who manages a server invites the bot with all that it needs. */
  readonly inviteLink: string;
}

const userSchema = z.object({ id: z.string(), username: z.string() });
const applicationSchema = z.object({ id: z.string(), approximate_guild_count: z.int().optional() });

/**
 * Asks Discord whose the token is.
 *
 * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
 */
export async function diagnoseAccount(requests: DiagnosticRequests): Promise<DiscordAccount> {
  const bot = await requests.get(Routes.user(), userSchema);
  const application = await requests.get(Routes.currentApplication(), applicationSchema);
  return {
    botId: bot.id,
    botName: bot.username,
    applicationId: application.id,
    servers: application.approximate_guild_count ?? null,
    inviteLink: inviteLink(application.id),
  };
}

function inviteLink(applicationId: string): string {
  const scope = `${OAuth2Scopes.Bot}+${OAuth2Scopes.ApplicationsCommands}`;
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=${scope}&permissions=${INVITE_PERMISSIONS}`;
}

/** How the commands that Discord has differ from the bot's own, by their names in English. */
interface CommandDifferences {
  readonly missing: readonly string[];
  /** Registered otherwise than the bot would register them now. */
  readonly changed: readonly string[];
  /** Registered, and not known to the bot. */
  readonly unknown: readonly string[];
}

const commandsSchema = z.array(z.looseObject({ name: z.string(), type: z.int().optional() }));

/** A command, of which Discord has more fields than the bot gives it. */
export type RegisteredCommand = z.infer<typeof commandsSchema>[number];

/**
 * The commands that are registered on a server, or with `guildId` null on all.
 *
 * @returns null where the bot may not look.
 * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
 */
export async function registeredCommands(
  requests: DiagnosticRequests,
  applicationId: string,
  guildId: string | null,
): Promise<RegisteredCommand[] | null> {
  const route =
    guildId === null
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  // Without it Discord leaves the Vietnamese out.
  return await requests.find(route, commandsSchema, new URLSearchParams({ with_localizations: 'true' }));
}

/** Compares what is registered with what `npm run deploy-commands` would register. */
export function commandDifferences(
  registered: readonly RegisteredCommand[],
  expected: typeof COMMANDS = COMMANDS,
): CommandDifferences {
  const byKey = new Map(registered.map((command) => [keyOf(command), command]));
  const missing: string[] = [];
  const changed: string[] = [];
  for (const command of expected) {
    const found = byKey.get(keyOf(command));
    byKey.delete(keyOf(command));
    if (found === undefined) missing.push(command.name);
    else if (!holds(found, command)) changed.push(command.name);
  }
  return { missing, changed, unknown: [...byKey.values()].map(({ name }) => name) };
}

/** A command of a message's menu may have the name of a slash command. */
function keyOf({ type, name }: { readonly type?: number | undefined; readonly name: string }): string {
  return `${type ?? ApplicationCommandType.ChatInput} ${name}`;
}

/**
 * Whether `actual` says all that `expected` does. Discord adds fields of its own, and orders lists of numbers as it likes; a list
 * that the bot does not give is empty.
 */
function holds(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return false;
    return expected.every((one: unknown, at) =>
      typeof one === 'object' ? holds(actual[at], one) : actual.includes(one),
    );
  }
  if (!isRecord(expected)) return Object.is(actual, expected);
  if (!isRecord(actual)) return false;
  const saysMore = ['options', 'choices'].some(
    (list) => !(list in expected) && Array.isArray(actual[list]) && actual[list].length > 0,
  );
  return !saysMore && Object.entries(expected).every(([field, value]) => holds(actual[field], value));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

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
  readonly #guilds = new Map<string, Promise<Membership | null>>();

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

  #membership(guildId: string): Promise<Membership | null> {
    const known = this.#guilds.get(guildId);
    if (known !== undefined) return known;
    const asked = this.#askMembership(guildId);
    this.#guilds.set(guildId, asked);
    return asked;
  }

  async #askMembership(guildId: string): Promise<Membership | null> {
    const guild = await this.#requests.find(Routes.guild(guildId), guildSchema);
    if (guild === null) return null;
    const member = await this.#requests.find(Routes.guildMember(guildId, this.#botId), memberSchema);
    return member && { ...guild, memberId: this.#botId, memberRoles: member.roles };
  }
}

/** What a channel grants to a role or a member, or takes from them. Permissions are bits in decimal, as in Discord's JSON. */
export interface PermissionOverwrite {
  readonly id: string;
  readonly type: OverwriteType;
  readonly allow: string;
  readonly deny: string;
}

/** A server, with all of its roles, that of everyone, which has its id, included; and a member of it. */
export interface Membership extends z.infer<typeof guildSchema> {
  readonly memberId: string;
  /** Ids of the member's roles, without that of everyone. */
  readonly memberRoles: readonly string[];
}

/**
 * What a member may do: on the server, or in a channel with these overwrites. discord.js works that out for a client that
 * is logged in only. https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function permissionsOf(
  { id: guildId, owner_id: ownerId, memberId, memberRoles, roles }: Membership,
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
