import { hostname } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createLeaseTables, DatabaseLeases } from '../src/optional/postgres/database-leases.js';
import { Database } from '../src/optional/postgres/database.js';
import { FolderLeases } from '../src/optional/sharding/open-leases.js';
import { BETWEEN_IDENTIFIES, ShardLease, type ShardLeases } from '../src/optional/sharding/shard-lease.js';
import { REAL_SERVER, realDatabase, startEngine, type TestDatabase } from './support/postgres-server.js';
import { temporaryFolder } from './support/temporary-folder.js';

/** Milliseconds. Nothing waits for a lease to run out: the tests have it do so. */
const TIMES = { lease: 60_000, renewal: 1_000, look: 500 };
const FIRST = { id: 0, count: 2 };
const SESSION = { id: 'session', resumeUrl: 'wss://gateway.example', sequence: 42 };
const BOT = 'a-bot';
/** Real milliseconds, on a crowded machine. */
const ENGINE_TIMEOUT = 300_000;

/** A place for leases. */
interface Place {
  /** Another process, as it were. */
  open(bot?: string): Promise<ShardLeases>;
  /**
   * Has the time of all leases run out, as if their holders gave no more sign of life; null where it takes processes that are frozen, as
   * `npm --prefix lab run torture` has them.
   */
  readonly runOut: (() => Promise<void>) | null;
}

let engine: TestDatabase;
beforeAll(async () => {
  engine = REAL_SERVER === null ? await startEngine({ hasVector: false }) : realDatabase(REAL_SERVER);
}, ENGINE_TIMEOUT);
afterAll(() => engine.close());

const PLACES: Readonly<Record<string, () => Promise<Place>>> = {
  'in a folder': async () => {
    const root = await temporaryFolder();
    return {
      open: (bot = BOT) => Promise.resolve(new FolderLeases(path.join(root, bot), TIMES)),
      runOut: null,
    };
  },
  'in a database without pgvector': async () => {
    await engine.clear();
    const database = new Database(engine.url, 1);
    await createLeaseTables(database);
    await database.close();
    return {
      open: (bot = BOT) => DatabaseLeases.open(engine.url, bot, TIMES),
      runOut: async () => {
        await engine.run(`UPDATE dan_nguon.shard_leases SET expires_at = to_timestamp(0)`);
        await engine.run(`UPDATE dan_nguon.shard_members SET seen_at = to_timestamp(0)`);
      },
    };
  },
};

describe.each(Object.entries(PLACES))('leases %s', (_, makePlace) => {
  let place: Place;
  beforeEach(async () => {
    place = await makePlace();
  });

  async function runOut(skip: () => void): Promise<void> {
    if (place.runOut === null) skip();
    await place.runOut?.();
  }

  async function opened(bot?: string): Promise<ShardLeases> {
    const leases = await place.open(bot);
    onTestFinished(() => leases.close());
    return leases;
  }

  async function taken(leases: ShardLeases, shard = FIRST): Promise<ShardLease> {
    const lease = await leases.take(shard);
    if (!(lease instanceof ShardLease)) throw new Error(`Taken by ${lease.pid}`);
    onTestFinished(() => lease.release());
    return lease;
  }

  test('a shard is one process’s, and the others are told whose', async () => {
    const [one, other] = [await opened(), await opened()];
    const lease = await taken(one);
    expect(lease.before).toBeNull();
    expect(await lease.isHeld()).toBe(true);
    const holder = { host: hostname(), pid: process.pid, place: FIRST };
    expect(await other.take(FIRST)).toMatchObject(holder);
    expect(await other.held()).toMatchObject([holder]);
    expect(await taken(other, { id: 1, count: 2 })).toBeInstanceOf(ShardLease);
    // Another bot's are none of its business.
    const stranger = await opened('another-bot');
    expect(await stranger.held()).toEqual([]);
    expect(await taken(stranger)).toBeInstanceOf(ShardLease);
  });

  test('a shard that is let go is the next one’s at once, with its session', async () => {
    const [one, other] = [await opened(), await opened()];
    const lease = await taken(one);
    lease.keepSession(() => SESSION);
    await lease.release();
    expect(await lease.isHeld()).toBe(false);
    const next = await taken(other);
    expect(next.before).toEqual(SESSION);
    // A goodbye leaves none.
    next.keepSession(() => null);
    await next.release();
    expect((await taken(one)).before).toBeNull();
  });

  test('the session is kept while the shard is held', async () => {
    const [one, other] = [await opened(), await opened()];
    const lease = await taken(one);
    lease.keepSession(() => SESSION);
    await lease.nextRenewal();
    await lease.nextRenewal();
    // As one that has died, it says nothing more.
    lease.lose();
    await lease.release();
    expect((await taken(other)).before).toEqual(SESSION);
  });

  test('a shard whose time has run out is another’s, and the one before hears so', async ({ skip }) => {
    const [one, other] = [await opened(), await opened()];
    const before = await taken(one);
    await runOut(skip);
    expect(await other.held()).toEqual([]);
    const lease = await taken(other);
    await before.lost;
    expect([await before.isHeld(), await lease.isHeld()]).toEqual([false, true]);
    // What it had kept is not to be written over the other's.
    before.keepSession(() => SESSION);
    await before.release();
    expect(await one.held()).toHaveLength(1);
  });

  test('a shard whose time has run out, and which nobody has taken, is renewed', async ({ skip }) => {
    const one = await opened();
    const lease = await taken(one);
    await runOut(skip);
    await lease.nextRenewal();
    await lease.nextRenewal();
    expect(await lease.isHeld()).toBe(true);
    expect(await one.held()).toHaveLength(1);
  });

  test('shards of another number are not taken while some of one number are held', async () => {
    const [one, other] = [await opened(), await opened()];
    const lease = await taken(one);
    expect(await other.take({ id: 1, count: 3 })).toMatchObject({ place: FIRST });
    await lease.release();
    expect(await taken(other, { id: 1, count: 3 })).toBeInstanceOf(ShardLease);
  });

  test('those who take part are counted', async () => {
    const [one, other] = [await opened(), await opened()];
    expect(await one.takePart()).toBe(1);
    expect(await one.takePart()).toBe(1);
    // In a folder by process, of which there is one here.
    expect(await other.takePart()).toBe(other instanceof FolderLeases ? 1 : 2);
  });

  test('one shard of a bucket may identify at a time, whoever asks', async () => {
    const [one, other] = [await opened(), await opened()];
    const asked = await Promise.all([one.askToIdentify(0), other.askToIdentify(0), one.askToIdentify(1)]);
    expect(asked[2]).toBe(0);
    expect(asked.slice(0, 2).filter((wait) => wait === 0)).toHaveLength(1);
    const wait = await other.askToIdentify(0);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(BETWEEN_IDENTIFIES);
  });
});
