import { readdir, readFile, stat, utimes, writeFile, access } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../lib/durable-files.js';
import { LockTaken, readLock, takeLock, type LockHolder, type LockOptions } from '../../lib/file-lock.js';
import {
  BETWEEN_IDENTIFIES,
  ShardLease,
  type GatewaySession,
  type HeldShard,
  type LeaseTimes,
  type ShardLeases,
  type ShardPlace,
  botName,
  leaseTimes,
} from './shard-lease.js';
import { constants } from 'node:fs';
import { REST, Routes, type RESTGetAPIGatewayBotResult } from 'discord.js';
import type { Settings } from '../../config/settings.js';
import { assertTokenShaped, errorFields, REQUEST_TIMEOUT } from '../../discord/connection/errors.js';
import { connectionError } from '../../discord/connection/client.js';
import { messageOf, UserError } from '../../lib/errors.js';
import type { Logger } from '../../lib/log.js';
import type { ShardWish } from './serve-shards.js';

const sessionSchema = z.object({
  id: z.string(),
  resumeUrl: z.string(),
  sequence: z.int(),
}) satisfies z.ZodType<GatewaySession>;

/** A lock of a shard, by its name. */
const LOCK = /^(?<id>\d+)-of-(?<count>\d+)\.lock$/u;
/** Milliseconds until another process has looked whether it may identify. */
const BUSY = 100;
/** proper-lockfile takes none shorter. */
const SHORTEST = { stale: 2_000, update: 1_000 };

/**
 * Leases in a folder that the processes of one machine share. A process that has died loses its shards at once, one that is frozen after the time
 * of a lease.
 *
 * @param folder - of one bot alone
 */
export class FolderLeases implements ShardLeases {
  readonly times: LeaseTimes;
  readonly #folder: string;
  readonly #member: string;

  constructor(folder: string, times: LeaseTimes) {
    this.#folder = folder;
    this.times = times;
    this.#member = path.join(folder, `member-${process.pid}`);
  }

  async take(place: ShardPlace): Promise<ShardLease | HeldShard> {
    const ofOtherCount = async () => (await this.held()).find((shard) => shard.place.count !== place.count);
    const other = await ofOtherCount();
    if (other !== undefined) return other;
    let lease: ShardLease | null = null;
    try {
      const lock = await takeLock(this.#lockOf(place), {
        ...this.#options(),
        onSignOfLife: () => {
          if (lease === null) return;
          lease.renewed(lease.reading());
          void this.#keep(lease);
        },
        onLost: () => {
          lease?.lose();
        },
      });
      const session = await this.#sessionOf(place);
      lease = new ShardLease(place, session, this.times, async (last) => {
        if (last !== undefined) await this.#writeSession(place, last);
        await lock.release();
      });
      const late = await ofOtherCount();
      if (late === undefined) return lease;
      await lease.release();
      return late;
    } catch (error) {
      if (error instanceof LockTaken) return heldShard(place, error.holder);
      throw error;
    }
  }

  async held(): Promise<readonly HeldShard[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const found = await Promise.all(
      names.map(async (name) => {
        const { id, count } = LOCK.exec(name)?.groups ?? {};
        if (id === undefined || count === undefined) return null;
        const file = path.join(this.#folder, name);
        const lock = await readLock(file);
        if (lock === null || lock.liveness === 'dead' || !(await this.#isFresh(file))) return null;
        return heldShard({ id: Number(id), count: Number(count) }, lock.holder);
      }),
    );
    return found.filter((shard) => shard !== null);
  }

  async takePart(): Promise<number> {
    await makeFolder(this.#folder);
    await writeFile(this.#member, '');
    const now = new Date();
    await utimes(this.#member, now, now);
    const members = (await readdir(this.#folder)).filter((name) => name.startsWith('member-'));
    const fresh = await Promise.all(members.map((name) => this.#isFresh(path.join(this.#folder, name))));
    return fresh.filter(Boolean).length;
  }

  async askToIdentify(bucket: number): Promise<number> {
    const file = path.join(this.#folder, `identify-${bucket}`);
    const lock = await takeLock(`${file}.lock`, { ...this.#options(), times: SHORTEST }).catch(
      (error: unknown) => {
        if (error instanceof LockTaken) return null;
        throw error;
      },
    );
    if (lock === null) return BUSY;
    try {
      const last = Number(await readFile(file, 'utf8').catch(() => '0'));
      const wait = last + BETWEEN_IDENTIFIES - Date.now();
      // A time to come is of a clock that was set back.
      if (wait > 0 && wait <= BETWEEN_IDENTIFIES) return wait;
      await writeFile(file, String(Date.now()));
      return 0;
    } finally {
      await lock.release();
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #options(): LockOptions {
    const { lease, renewal } = this.times;
    const stale = Math.max(SHORTEST.stale, lease);
    const update = Math.min(stale / 2, Math.max(SHORTEST.update, renewal));
    return { times: { stale, update }, now: () => new Date(), freesFrozen: true };
  }

  async #isFresh(file: string): Promise<boolean> {
    const mtime = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    return Date.now() - mtime < this.times.lease;
  }

  async #keep(lease: ShardLease): Promise<void> {
    const { session, place } = lease;
    // The lease is none the worse for a session that cannot be kept.
    await this.#writeSession(place, session).catch(() => undefined);
  }

  /** One write, and none that is torn can be read: a session that is lost costs the questions of some seconds. */
  async #writeSession(place: ShardPlace, session: GatewaySession | null): Promise<void> {
    await writeFile(this.#sessionFile(place), JSON.stringify(session));
  }

  async #sessionOf(place: ShardPlace): Promise<GatewaySession | null> {
    try {
      return sessionSchema.parse(JSON.parse(await readFile(this.#sessionFile(place), 'utf8')));
    } catch {
      return null;
    }
  }

  #lockOf({ id, count }: ShardPlace): string {
    return path.join(this.#folder, `${id}-of-${count}.lock`);
  }

  #sessionFile({ id, count }: ShardPlace): string {
    return path.join(this.#folder, `${id}-of-${count}.session`);
  }
}

function heldShard(place: ShardPlace, holder: LockHolder | null): HeldShard {
  const { host, pid, since } = holder ?? { host: 'unknown', pid: 0, since: new Date(0).toISOString() };
  return { place, host, pid, since };
}

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
