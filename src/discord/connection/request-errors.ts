import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { messageOf, UserError } from '../../lib/errors.js';

/** Milliseconds that Discord may take for one request of a program that somebody waits for. */
export const REQUEST_TIMEOUT = 15_000;

/** What a person can do about a request to `api` that failed, whatever it was about. */
export function requestError(error: unknown, api: string): UserError {
  if (error instanceof DiscordAPIError) {
    return error.status === 401
      ? tokenInvalid('Discord does not know the token in DISCORD_TOKEN (401).', error)
      : discordUnreachable(api, `it answers ${error.status}, code ${error.code}`, error);
  }
  if (error instanceof RateLimitError) {
    const seconds = Math.ceil(error.retryAfter / 1000);
    return discordUnreachable(api, `it takes no more requests for another ${seconds} s (429)`, error);
  }
  const reason = error instanceof HTTPError ? `it answers ${error.status}` : networkReason(error);
  return discordUnreachable(api, reason, error);
}

/** The error for a Discord, or whatever is at `api`, that does not do what it is asked to; `why` is the end of a sentence. */
export function discordUnreachable(api: string, why: string, cause?: unknown): UserError {
  return new UserError(
    'discord-unreachable',
    `Discord could not be asked at ${api}: ${why}.`,
    'Look at the network connection, at DISCORD_API_URL and at https://discordstatus.com, then try again.',
    { cause },
  );
}

/** The error for a token that is none; `message` says how that is known. */
export function tokenInvalid(message: string, cause?: unknown): UserError {
  const hint =
    'Copy the token again from your application’s page Bot, or reset it there; README.md shows how.';
  return new UserError('discord-token-invalid', message, hint, { cause });
}

/** The fetch of Node says only that it failed; why is in its cause. */
function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return messageOf(error);
  if (error.name === 'AbortError') return `no answer within ${REQUEST_TIMEOUT / 1000} s`;
  return messageOf(error.cause ?? error);
}
