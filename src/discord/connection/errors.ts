import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import { messageOf, UserError } from '../../lib/errors.js';

/** What a failed request to Discord means for whoever waits. */
export type RestFailure =
  /** The interaction has expired (10062) or has had its answer (40060): nobody can be told any more. */
  | 'too-late'
  /** The bot may not see or write there. */
  | 'not-allowed'
  /** What the request was about is gone, or its person takes no direct messages. */
  | 'gone'
  /** Discord could not be reached for as long as somebody could be answered. */
  | 'unavailable'
  /** The token is no longer valid. */
  | 'token'
  /** Anything else: Discord's trouble, the network's or ours. */
  | 'other';

const FAILURES: ReadonlyMap<unknown, RestFailure> = new Map<unknown, RestFailure>([
  [RESTJSONErrorCodes.UnknownInteraction, 'too-late'],
  [RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged, 'too-late'],
  [RESTJSONErrorCodes.UnknownWebhook, 'too-late'],
  [RESTJSONErrorCodes.InvalidWebhookToken, 'too-late'],
  [RESTJSONErrorCodes.MissingPermissions, 'not-allowed'],
  [RESTJSONErrorCodes.MissingAccess, 'not-allowed'],
  [RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory, 'not-allowed'],
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser, 'gone'],
  [RESTJSONErrorCodes.UnknownMessage, 'gone'],
  [RESTJSONErrorCodes.UnknownChannel, 'gone'],
]);

/** Tells the failures of requests to Discord apart; null when the error is not of a request. */
export function restFailure(error: unknown): RestFailure | null {
  if (error instanceof DiscordUnavailable) return 'unavailable';
  if (error instanceof HTTPError) return 'other';
  if (!(error instanceof DiscordAPIError)) return null;
  const known = FAILURES.get(error.code);
  if (known !== undefined) return known;
  if (error.status === 401) return 'token';
  return error.status === 403 ? 'not-allowed' : 'other';
}

/**
 * What a log may hold of an error: of a request its method, status and code, but never its address or body, which carry the
 * interaction's token and what people wrote.
 */
export function errorFields(error: unknown): Readonly<Record<string, string | number>> {
  if (error instanceof DiscordAPIError) {
    const { name, method, status, code } = error;
    // The first line names the code; what follows lists fields of the body.
    return { error: name, method, status, code, message: error.message.split('\n', 1)[0] ?? '' };
  }
  if (error instanceof HTTPError) {
    return { error: error.name, method: error.method, status: error.status };
  }
  if (error instanceof DiscordUnavailable) {
    const { name, method, status, message } = error;
    return { error: name, method, ...(status === null ? { message } : { status }) };
  }
  if (error instanceof Error) {
    const hint = error instanceof UserError && { hint: error.hint };
    return { error: error.name, message: error.message, ...hint, ...(error.stack && { stack: error.stack }) };
  }
  return { error: messageOf(error) };
}

/** Milliseconds that Discord may take for one request of a program that somebody waits for. */
export const REQUEST_TIMEOUT = 15_000;

/** Why a request was given up: Discord did not answer it, or only with 5xx or 401, for as long as somebody waited for it. */
export class DiscordUnavailable extends Error {
  override readonly name = 'DiscordUnavailable';
  readonly method: string;
  /** Null where there was no answer. */
  readonly status: number | null;

  constructor(method: string, status: number | null, cause?: unknown) {
    super(status === null ? networkReason(cause) : `it answers ${status}`, { cause });
    this.method = method;
    this.status = status;
  }
}

/** What a person can do about a request to `api` that failed, whatever it was about. */
export function requestError(error: unknown, api: string): UserError {
  if (error instanceof DiscordAPIError) {
    return error.status === 401
      ? tokenInvalid(error)
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

const TOKEN_HINT =
  'Copy the token again from your application’s page Bot, or reset it there; README.md shows how.';

export function tokenInvalid(cause?: unknown): UserError {
  return new UserError(
    'discord-token-invalid',
    'Discord does not know the token in DISCORD_TOKEN.',
    TOKEN_HINT,
    { cause },
  );
}

/**
 * Looks at a token before it is sent: some cannot even be, and the error that says so would repeat them.
 *
 * @throws {@link UserError} `discord-token-invalid`
 */
export function assertTokenShaped(token: string): void {
  if (!isTokenShaped(token)) throw tokenMalformed('it holds characters that no token has');
  if (!hasTokenParts(token)) throw tokenMalformed('a bot’s token has three parts with dots between them');
}

function tokenMalformed(why: string): UserError {
  return new UserError('discord-token-invalid', `DISCORD_TOKEN is malformed: ${why}.`, TOKEN_HINT);
}

/** The fetch of Node says only that it failed; why is in its cause. */
function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return messageOf(error);
  if (error.name === 'AbortError') return `no answer within ${REQUEST_TIMEOUT / 1000} s`;
  return messageOf(error.cause ?? error);
}

/** True for what can be a token. Anything else cannot even be sent, and the error that says so would repeat it. */
export function isTokenShaped(token: string): boolean {
  return /^[\w.-]+$/u.test(token);
}

/** True for the bot's id, a time and a signature. */
export function hasTokenParts(token: string): boolean {
  return token.split('.').filter((part) => part !== '').length === 3;
}
