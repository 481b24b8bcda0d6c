import { DiscordAPIError, HTTPError, RateLimitError, REST } from 'discord.js';
import type { z } from 'zod';
import { messageOf, UserError } from '../errors.js';
import type { Settings } from '../settings.js';

/** Milliseconds that Discord may take for one request. */
const REQUEST_TIMEOUT = 15_000;
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
      throw this.#explain(error);
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

  #explain(error: unknown): UserError {
    if (error instanceof DiscordAPIError) {
      return error.status === 401
        ? tokenInvalid(error)
        : this.#unreachable(`it answers ${error.status}, code ${error.code}`, error);
    }
    if (error instanceof RateLimitError) {
      const seconds = Math.ceil(error.retryAfter / 1000);
      return this.#unreachable(`it takes no more requests for another ${seconds} s (429)`, error);
    }
    return this.#unreachable(
      error instanceof HTTPError ? `it answers ${error.status}` : networkReason(error),
      error,
    );
  }

  #unreachable(why: string, cause?: unknown): UserError {
    return new UserError(
      'discord-unreachable',
      `Discord could not be asked at ${this.#api}: ${why}.`,
      'Look at the network connection, at DISCORD_API_URL and at https://discordstatus.com, then try again.',
      { cause },
    );
  }
}

function tokenInvalid(cause: unknown): UserError {
  return new UserError(
    'discord-token-invalid',
    'Discord does not know the token in DISCORD_TOKEN (401).',
    'Copy the token again from your application’s page Bot, or reset it there; README.md shows how.',
    { cause },
  );
}

/** The fetch of Node says only that it failed; why is in its cause. */
function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return messageOf(error);
  if (error.name === 'AbortError') return `no answer within ${REQUEST_TIMEOUT / 1000} s`;
  return messageOf(error.cause ?? error);
}
