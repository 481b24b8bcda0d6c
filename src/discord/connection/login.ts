import { once } from 'node:events';
import { DiscordjsError, DiscordjsErrorCodes, Events, GatewayCloseCodes, type Client } from 'discord.js';
import { messageOf, UserError } from '../../lib/errors.js';
import { assertTokenShaped, DiscordUnavailable, restFailure, tokenInvalid } from './errors.js';

/** Times that a connection is tried before the bot has ever been there; later it may be away for as long as it takes. */
const MAX_ATTEMPTS = 5;

const TOKEN_REFUSED: number = GatewayCloseCodes.AuthenticationFailed;
const INTENTS_REFUSED: readonly number[] = [
  GatewayCloseCodes.InvalidIntents,
  GatewayCloseCodes.DisallowedIntents,
];

/**
 * Logs in and resolves when the bot may be asked.
 *
 * @throws {@link UserError} `discord-token-invalid`, `discord-intents`, `discord-unreachable`
 */
export async function login(client: Client, token: string): Promise<void> {
  assertTokenShaped(token);
  const refusal = untilRefused(client);
  const attempts = new AbortController();
  try {
    const loggedIn = Promise.all([once(client, Events.ClientReady), client.login(token)]);
    await Promise.race([loggedIn, refusal, untilGivenUp(client, attempts.signal)]);
  } catch (error) {
    refusal.catch(() => undefined);
    await client.destroy();
    throw connectionError(error);
  } finally {
    attempts.abort();
  }
}

/** Rejects when the gateway, whose address Discord has told, cannot be reached: the client would try for ever. */
async function untilGivenUp(client: Client, signal: AbortSignal): Promise<never> {
  return await new Promise<never>((_, reject) => {
    let attempts = 0;
    const count = () => {
      attempts++;
      if (attempts === MAX_ATTEMPTS) reject(new Error(`its gateway did not answer, ${attempts} times`));
    };
    client.on(Events.ShardReconnecting, count);
    signal.addEventListener('abort', () => client.off(Events.ShardReconnecting, count));
  });
}

/**
 * Rejects when Discord turns the bot away for good: with a `discord-…` {@link UserError}.
 *
 * @param tokenRefused - resolves when its API takes the token no more
 */
export async function untilRefused(client: Client, tokenRefused?: Promise<void>): Promise<never> {
  return await new Promise<never>((_, reject) => {
    void tokenRefused?.then(() => {
      reject(tokenInvalid());
    });
    client.once(Events.ShardDisconnect, ({ code }) => {
      reject(closeError(code));
    });
    client.once(Events.Invalidated, () => {
      reject(tokenInvalid());
    });
  });
}

/** What a person is to do about a failed connection. Anything not known passes as it is. */
export function connectionError(error: unknown): unknown {
  if (error instanceof UserError) return error;
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
    return tokenInvalid(error);
  }
  if (restFailure(error) === 'token') return tokenInvalid(error);
  if (error instanceof Error) {
    return new UserError(
      'discord-unreachable',
      `Discord could not be reached: ${reasonOf(error)}.`,
      'Check the network and DISCORD_API_URL, then start the program again.',
      { cause: error },
    );
  }
  return error;
}

function closeError(code: number): UserError {
  if (code === TOKEN_REFUSED) return tokenInvalid();
  if (INTENTS_REFUSED.includes(code)) {
    return new UserError(
      'discord-intents',
      `Discord refused the intents that the bot asks for (close code ${code}).`,
      'Look at the Bot page of the application in the Discord Developer Portal; the bot needs no privileged intent.',
    );
  }
  return new UserError(
    'discord-unreachable',
    `Discord closed the connection for good (close code ${code}).`,
    'Start the program again; if it happens again, see the close codes in Discord’s documentation of the gateway.',
  );
}

/** The innermost message: `fetch failed` says nothing, its cause does. */
function reasonOf(error: Error): string {
  if (error instanceof DiscordUnavailable || error.cause === undefined) return error.message;
  return messageOf(error.cause);
}
