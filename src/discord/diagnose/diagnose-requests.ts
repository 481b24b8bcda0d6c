import { DiscordAPIError, REST } from 'discord.js';
import type { z } from 'zod';
import type { UserError } from '../../lib/errors.js';
import type { Settings } from '../../config/settings.js';
import { discordUnreachable, REQUEST_TIMEOUT, requestError } from '../connection/request-errors.js';

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
