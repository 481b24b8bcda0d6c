import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../lib/durable-files.js';
import { LockTaken, readLock, takeLock, type LockHolder, type LockOptions } from '../../lib/file-lock.js';
import type { ShardPlace } from './shard.js';
import {
  BETWEEN_IDENTIFIES,
  ShardLease,
  type GatewaySession,
  type HeldShard,
  type LeaseTimes,
  type ShardLeases,
} from './shard-lease.js';

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
    const other = await this.#otherCount(place);
    if (other !== null) return other;
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
      const late = await this.#otherCount(place);
      if (late === null) return lease;
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

  /** A shard that is held of another number of shards. */
  async #otherCount({ count }: ShardPlace): Promise<HeldShard | null> {
    return (await this.held()).find(({ place }) => place.count !== count) ?? null;
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
