import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryResultRow } from 'pg';
import {
  BETWEEN_IDENTIFIES,
  elapsedClock,
  ShardLease,
  type GatewaySession,
  type HeldShard,
  type LeaseTimes,
  type ShardLeases,
  type ShardPlace,
} from '../sharding/shard-lease.js';
import { Database, type Queries } from './database.js';

/**
 * Creates the tables of leases where they are not there. They hold nothing that would be missed: a change of them drops those before.
 *
 * They need no extension, and are no part of the index's versions.
 */
export async function createLeaseTables(queries: Queries): Promise<void> {
  await queries.query(`
    CREATE SCHEMA IF NOT EXISTS dan_nguon;

    -- Which process serves a shard of a bot. The row stays when it has gone, for the session.
    CREATE TABLE IF NOT EXISTS dan_nguon.shard_leases (
      bot text NOT NULL,
      shard_count integer NOT NULL,
      shard integer NOT NULL,
      token uuid NOT NULL,
      host text NOT NULL,
      pid integer NOT NULL,
      since timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      session json,
      PRIMARY KEY (bot, shard_count, shard)
    );

    -- The processes that take their share of a bot's shards.
    CREATE TABLE IF NOT EXISTS dan_nguon.shard_members (
      bot text NOT NULL,
      token uuid NOT NULL,
      seen_at timestamptz NOT NULL,
      PRIMARY KEY (bot, token)
    );

    -- When a shard of a bucket last identified.
    CREATE TABLE IF NOT EXISTS dan_nguon.shard_identifies (
      bot text NOT NULL,
      bucket integer NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (bot, bucket)
    )
  `);
}

/**
 * Milliseconds that a statement may take, or the time between two renewals where that is shorter: what is told later is of no use, and a process that
 * is to end waits for no more than one.
 */
const ANSWER_WITHIN = 2_000;

/** Connections that leases need at once: one that hangs must not keep the others from being renewed. */
const CONNECTIONS = 3;

/** Leases in a database that the machines of a bot share, by its clock alone. */
export class DatabaseLeases implements ShardLeases {
  readonly times: LeaseTimes;
  readonly #database: Database;
  readonly #bot: string;
  readonly #token = randomUUID();

  private constructor(database: Database, bot: string, times: LeaseTimes) {
    this.#database = database;
    this.#bot = bot;
    this.times = times;
  }

  /**
   * Opens those of a bot.
   *
   * @param bot - its name
   * @throws {@link UserError} `database-…`, where the database cannot be asked, its tables are not there, or may not be written to
   */
  static async open(url: string, bot: string, times: LeaseTimes): Promise<DatabaseLeases> {
    const leases = new DatabaseLeases(new Database(url, CONNECTIONS, true), bot, times);
    try {
      await leases.#database.query(
        `DELETE FROM dan_nguon.shard_members WHERE seen_at < clock_timestamp() - interval '1 day'`,
      );
      return leases;
    } catch (error) {
      await leases.close();
      throw error;
    }
  }

  async take(place: ShardPlace): Promise<ShardLease | HeldShard> {
    const isOfOtherCount = (shard: HeldShard) => shard.place.count !== place.count;
    const other = (await this.held()).find(isOfOtherCount);
    if (other !== undefined) return other;
    const token = randomUUID();
    const now = elapsedClock();
    const takenAt = now();
    const [row] = await this.#query<{ session: GatewaySession | null }>(
      `INSERT INTO dan_nguon.shard_leases AS l (bot, shard_count, shard, token, host, pid, since, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), clock_timestamp() + $7 * interval '1 ms')
       ON CONFLICT (bot, shard_count, shard) DO UPDATE
       SET token = EXCLUDED.token, host = EXCLUDED.host, pid = EXCLUDED.pid, since = EXCLUDED.since,
         expires_at = EXCLUDED.expires_at
       WHERE l.expires_at <= clock_timestamp()
       RETURNING session`,
      [this.#bot, place.count, place.id, token, hostname(), process.pid, this.times.lease],
    );
    const held = await this.held();
    if (row === undefined) {
      const there = held.find(({ place: { id, count } }) => id === place.id && count === place.count);
      return there ?? { place, host: 'unknown', pid: 0, since: new Date().toISOString() };
    }
    const ended = new AbortController();
    const release = async (session?: GatewaySession | null) => {
      ended.abort();
      await this.#renew(place, token, session, 0);
    };
    const lease = new ShardLease(place, row.session, this.times, release, now, takenAt);
    const late = held.find(isOfOtherCount);
    if (late === undefined && lease.isCertain) {
      void this.#keep(lease, token, ended.signal);
      return lease;
    }
    await lease.release();
    return late ?? { place, host: hostname(), pid: process.pid, since: new Date().toISOString() };
  }

  async held(): Promise<readonly HeldShard[]> {
    const rows = await this.#query<{
      shard_count: number;
      shard: number;
      host: string;
      pid: number;
      since: Date;
    }>(
      `SELECT shard_count, shard, host, pid, since FROM dan_nguon.shard_leases
       WHERE bot = $1 AND expires_at > clock_timestamp() ORDER BY shard_count, shard`,
      [this.#bot],
    );
    return rows.map(({ shard_count: count, shard: id, host, pid, since }) => ({
      place: { id, count },
      host,
      pid,
      since: since.toISOString(),
    }));
  }

  async takePart(): Promise<number> {
    await this.#query(
      `INSERT INTO dan_nguon.shard_members (bot, token, seen_at) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT (bot, token) DO UPDATE SET seen_at = EXCLUDED.seen_at`,
      [this.#bot, this.#token],
    );
    const [row] = await this.#query<{ members: number }>(
      `SELECT count(*)::integer AS members FROM dan_nguon.shard_members
       WHERE bot = $1 AND seen_at > clock_timestamp() - $2 * interval '1 ms'`,
      [this.#bot, this.times.lease],
    );
    return row?.members ?? 1;
  }

  async askToIdentify(bucket: number): Promise<number> {
    const [row] = await this.#query(
      `INSERT INTO dan_nguon.shard_identifies AS i (bot, bucket, at) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT (bot, bucket) DO UPDATE SET at = EXCLUDED.at
       WHERE i.at <= clock_timestamp() - $3 * interval '1 ms'
       RETURNING bucket`,
      [this.#bot, bucket, BETWEEN_IDENTIFIES],
    );
    if (row !== undefined) return 0;
    const [last] = await this.#query<{ ms: number }>(
      `SELECT (extract(epoch FROM clock_timestamp() - at) * 1000)::float8 AS ms
       FROM dan_nguon.shard_identifies WHERE bot = $1 AND bucket = $2`,
      [this.#bot, bucket],
    );
    return Math.max(1, BETWEEN_IDENTIFIES - (last?.ms ?? 0));
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  #query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.#database.query<Row>(text, values, Math.min(ANSWER_WITHIN, this.times.renewal));
  }

  /** Renews a lease until it is over. */
  async #keep(lease: ShardLease, token: string, ended: AbortSignal): Promise<void> {
    const { renewal, lease: length } = this.times;
    for (;;) {
      await sleep(renewal, undefined, { signal: ended, ref: false }).catch(() => undefined);
      if (lease.isOver) return;
      const at = lease.reading();
      const renewed = await this.#renew(lease.place, token, lease.session, length).catch(() => null);
      if (renewed === true) lease.renewed(at);
      else if (renewed === false) lease.lose();
      else lease.doubted();
    }
  }

  /** @returns false where another has the shard */
  async #renew(
    { id, count }: ShardPlace,
    token: string,
    session: GatewaySession | null | undefined,
    ms: number,
  ): Promise<boolean> {
    const rows = await this.#query(
      `UPDATE dan_nguon.shard_leases
       SET expires_at = clock_timestamp() + $5 * interval '1 ms', session = CASE WHEN $7 THEN $6::json ELSE session END
       WHERE bot = $1 AND shard_count = $2 AND shard = $3 AND token = $4
       RETURNING shard`,
      [this.#bot, count, id, token, ms, session ? JSON.stringify(session) : null, session !== undefined],
    );
    return rows.length > 0;
  }
}
