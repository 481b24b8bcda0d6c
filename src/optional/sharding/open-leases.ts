import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { REST, Routes, type RESTGetAPIGatewayBotResult } from 'discord.js';
import type { Settings } from '../../config/settings.js';
import { assertTokenShaped, errorFields, REQUEST_TIMEOUT } from '../../discord/connection/errors.js';
import { connectionError } from '../../discord/connection/login.js';
import { makeFolder } from '../../lib/durable-files.js';
import { messageOf, UserError } from '../../lib/errors.js';
import type { Logger } from '../../lib/log.js';
import { FolderLeases } from './folder-leases.js';
import type { ShardWish } from './serve-shards.js';
import { botName, leaseTimes, type ShardLeases } from './shard-lease.js';

/**
 * What the settings have a process serve. One that is to serve all does so by a single connection: several processes are started by
 * `npm run start:sharded`.
 *
 * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
 */
export async function shardWish(settings: Settings, token: string): Promise<ShardWish> {
  const { shards } = settings;
  if (shards.kind === 'these') return shards;
  if (shards.kind === 'all') return { kind: 'these', ids: [0], count: 1 };
  const count = shards.count ?? (await fetchGatewayLimits(settings, token)).shards;
  return { kind: 'share', count };
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

/** Why a database that can be read from takes no leases. */
const NOT_FOR_WRITING: readonly string[] = ['database-refused', 'database-unprepared', 'index-unwritable'];

/**
 * Where the processes of a bot tell each other which shards they serve: the database that holds the index, or a folder of this machine. A
 * database in which this user may only read is none; then the processes of other machines are not known here, which the log says.
 *
 * @throws {@link UserError} `database-…`, where shards are to be shared by it; `settings-invalid`, where LOCK_DIR cannot be written to
 */
export async function openShardLeases(
  { indexUrl, shardLease, lockDir }: Pick<Settings, 'indexUrl' | 'shardLease' | 'lockDir'>,
  token: string,
  wish: ShardWish,
  log: Logger,
): Promise<ShardLeases> {
  const bot = botName(token);
  const times = leaseTimes(shardLease * 1000);
  if (indexUrl !== null) {
    const { DatabaseLeases } = await import('../postgres/database-leases.js');
    try {
      return await DatabaseLeases.open(indexUrl, bot, times);
    } catch (error) {
      const isReadOnly = error instanceof UserError && NOT_FOR_WRITING.includes(error.code);
      if (wish.kind === 'share' || !isReadOnly) throw error;
      log.warn(errorFields(error), 'a second bot with this token is noticed on this machine only');
    }
  }
  try {
    await makeFolder(lockDir);
    await access(lockDir, constants.W_OK);
  } catch (error) {
    throw new UserError(
      'settings-invalid',
      `LOCK_DIR: ${lockDir} cannot be written to (${messageOf(error)}).`,
      'Set LOCK_DIR to a folder that this account may write to, the same for all processes of the bot on this machine.',
      { cause: error },
    );
  }
  return new FolderLeases(path.join(lockDir, bot), times);
}
