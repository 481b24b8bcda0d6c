import { ApplicationCommandType, DiscordAPIError, OAuth2Scopes, REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Settings } from '../../config/settings.js';
import type { UserError } from '../../lib/errors.js';
import { COMMANDS } from '../commands/commands.js';
import { INVITE_PERMISSIONS } from '../guards/bot-permissions.js';
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
