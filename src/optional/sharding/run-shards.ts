import path from 'node:path';
import { REST, Routes, type RESTGetAPIGatewayBotResult } from 'discord.js';
import type { Settings } from '../../config/settings.js';
import { assertTokenShaped, errorFields, REQUEST_TIMEOUT } from '../../discord/connection/errors.js';
import { connectionError } from '../../discord/connection/login.js';
import { createLogger, type Logger } from '../../lib/log.js';
import { INTERRUPTED } from '../../lib/shutdown-signal.js';
import { HealthFile } from '../../operations/health-file.js';
import { ShardFleet, type ShardPlan } from './shard-fleet.js';
import { areShardsFresh, shardEnvironment } from './shard.js';

/** Compiled or not, what a shard runs lies beside this file with the same extension. */
const PROGRAM = new URL(`../../shard${path.extname(import.meta.url)}`, import.meta.url);

/**
 * The Discord bot in several processes, a shard each, until SIGTERM or SIGINT. Each opens the published index once, for all the
 * guilds that it serves.
 *
 * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
 */
export async function runShards(settings: Settings, token: string): Promise<void> {
  const log = createLogger(settings);
  const plan = planShards(settings.shards, await fetchGatewayLimits(settings, token));
  const fleet = new ShardFleet({
    ...plan,
    program: PROGRAM,
    token,
    environment: (id) => shardEnvironment(settings, id),
    log,
  });
  const told = untilSignal(fleet);
  log.info({ shards: plan.count }, 'shards starting');
  try {
    await fleet.start();
  } catch (error) {
    // The shard itself has said why, in the two lines that any program of this project ends with.
    log.debug(errorFields(error), 'a shard could not be started');
    process.exitCode = 2;
    await fleet.stop();
    return;
  }
  log.info({ shards: plan.count }, 'shards ready');
  const health = keepHealthFile(settings, plan.count, log);
  await told;
  health?.stop();
  await fleet.stop();
  log.info('shards stopped');
}

/** A file that is fresh while those of all shards are. */
function keepHealthFile(
  { healthFile }: Pick<Settings, 'healthFile'>,
  count: number,
  log: Logger,
): HealthFile | null {
  if (healthFile === null) return null;
  return new HealthFile(
    healthFile,
    () => areShardsFresh(healthFile, count),
    (error) => {
      log.error(errorFields(error), 'the health file could not be written');
    },
  );
}

/** Stops the fleet at the first signal, and resolves; a second one ends everything at once. */
async function untilSignal(fleet: ShardFleet): Promise<void> {
  await new Promise<void>((resolve) => {
    let isSecond = false;
    const stop = () => {
      if (isSecond) {
        fleet.kill();
        process.exit(INTERRUPTED);
      }
      isSecond = true;
      void fleet.stop().then(resolve);
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  });
}

/**
 * What Discord says of a bot's shards.
 *
 * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
 */
async function fetchGatewayLimits(
  { discordApiUrl }: Pick<Settings, 'discordApiUrl'>,
  token: string,
): Promise<RESTGetAPIGatewayBotResult> {
  assertTokenShaped(token);
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
