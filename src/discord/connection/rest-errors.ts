import { DiscordAPIError, HTTPError, RESTJSONErrorCodes } from 'discord.js';
import { messageOf, UserError } from '../../lib/errors.js';

/** What a failed request to Discord means for whoever waits. */
export type RestFailure =
  /** The interaction has expired (10062) or has had its answer (40060): nobody can be told any more. */
  | 'too-late'
  /** The bot may not see or write there. */
  | 'not-allowed'
  /** The person takes no direct messages. */
  | 'closed-dm'
  /** What the request was about is gone. */
  | 'gone'
  /** The token is no longer valid. */
  | 'token'
  /** Anything else: Discord's trouble, the network's or ours. */
  | 'other';

/** Tells the failures of requests to Discord apart; null when the error is not of a request. */
export function restFailure(error: unknown): RestFailure | null {
  if (error instanceof HTTPError) return 'other';
  if (!(error instanceof DiscordAPIError)) return null;
  switch (error.code) {
    case RESTJSONErrorCodes.UnknownInteraction:
    case RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged:
    case RESTJSONErrorCodes.UnknownWebhook:
    case RESTJSONErrorCodes.InvalidWebhookToken:
      return 'too-late';
    case RESTJSONErrorCodes.MissingPermissions:
    case RESTJSONErrorCodes.MissingAccess:
    case RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory:
      return 'not-allowed';
    case RESTJSONErrorCodes.CannotSendMessagesToThisUser:
      return 'closed-dm';
    case RESTJSONErrorCodes.UnknownMessage:
    case RESTJSONErrorCodes.UnknownChannel:
      return 'gone';
    default:
      if (error.status === 401) return 'token';
      return error.status === 403 ? 'not-allowed' : 'other';
  }
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
  if (error instanceof Error) {
    const hint = error instanceof UserError && { hint: error.hint };
    return { error: error.name, message: error.message, ...hint, ...(error.stack && { stack: error.stack }) };
  }
  return { error: messageOf(error) };
}
