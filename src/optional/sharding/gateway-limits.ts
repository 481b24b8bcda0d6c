import { REST, Routes, type RESTGetAPIGatewayBotResult } from 'discord.js';
import type { Settings } from '../../config/settings.js';
import { connectionError, tokenInvalid } from '../../discord/connection/login.js';
import { isTokenShaped } from '../../discord/connection/errors.js';

/** Milliseconds that Discord may take to tell. */
const REQUEST_TIMEOUT = 15_000;

/** How many shards there are to be, and how many of them may log in at a time. */
export interface ShardPlan {
  readonly count: number;
  readonly atOnce: number;
}

/**
 * What Discord says of a bot's shards.
 *
 * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
 */
export async function fetchGatewayLimits(
  { discordApiUrl }: Pick<Settings, 'discordApiUrl'>,
  token: string,
): Promise<RESTGetAPIGatewayBotResult> {
  if (!isTokenShaped(token)) throw tokenInvalid();
  const rest = new REST({ api: discordApiUrl, timeout: REQUEST_TIMEOUT }).setToken(token);
  try {
    return (await rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult;
  } catch (error) {
    throw connectionError(error);
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

/** @param wanted - `auto` for as many as Discord recommends */
export function planShards(
  wanted: Settings['shards'],
  { shards, session_start_limit: { max_concurrency: atOnce } }: RESTGetAPIGatewayBotResult,
): ShardPlan {
  return { count: wanted === 'auto' ? shards : wanted, atOnce };
}
