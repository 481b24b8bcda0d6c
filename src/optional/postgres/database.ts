import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type PoolClient, type QueryResultRow } from 'pg';
import { databasePlace, readDatabaseAddress } from '../../config/database-address.js';
import { isPasswordKnown } from '../../config/settings.js';
import type { StorageHealth } from '../../index/passage-index.js';
import { UserError } from '../../lib/errors.js';
import { DatabaseSilent, databaseError, isSilence, passwordMissing } from './database-errors.js';

/** Milliseconds that a connection to one server may take to come about, and a free one to be waited for. */
const CONNECT_WITHIN = 3_000;
/** Milliseconds that a query may take, connecting included, where nothing else is said. */
const ANSWER_WITHIN = 30_000;
/** Milliseconds for a query that somebody waits for: with what comes before and after it, they are told within ten seconds. */
export const ASKED_WITHIN = 8_000;
/** Milliseconds between two looks at whether a silent database is back, and that such a look may take. */
const LOOK_AGAIN_AFTER = 1_000;
const LOOK_WITHIN = 4_000;
/** Milliseconds between two looks at whether the server is alive while a statement without a deadline is under way. */
const LOOK_ALIVE_EVERY = 30_000;
/** Milliseconds after which a connection that nobody uses is closed. */
const IDLE = 30_000;
/** Milliseconds that goodbyes and what is under way may take at the end. */
const CLOSE_WITHIN = 500;

/** What can be asked. Every failure that a person may mend is a `UserError`: see `databaseError`. */
export interface Queries {
  /**
   * Gives the rows. Row types are taken on trust: what JSON columns hold is for the caller to check.
   *
   * @param within - milliseconds after which it rejects and its connection is given up; 30,000 when left out
   */
  query<Row extends QueryResultRow>(
    text: string,
    values?: readonly unknown[],
    within?: number,
  ): Promise<Row[]>;
}

/**
 * A database, and as many connections to it as are needed at once. Nothing is connected before the first query, and connections that
 * nobody uses keep no process alive. Where it does not answer in time, later queries reject at once until it does again, so that nobody
 * waits behind others that wait in vain; of several servers, the next one is tried.
 */
export class Database implements Queries {
  /** Where it is, without secrets. */
  readonly place: string;
  readonly #url: string;
  readonly #servers: readonly Pool[];
  readonly #isForWriting: boolean;
  readonly #sockets = new Set<Socket>();
  /** Those known to take writing, or to need not. */
  readonly #checked = new WeakSet<PoolClient>();
  /** When each query under way has begun, by `performance.now()`. */
  readonly #underWay = new Set<{ readonly began: number }>();
  /** The server that is tried first. */
  #first = 0;
  #answered: Pick<StorageHealth, 'lastAnswerAt' | 'latencyMs'> = { lastAnswerAt: null, latencyMs: null };
  #answers = true;
  /** Why later queries reject at once; null as long as there is hope. */
  #silent: UserError | null = null;
  #isClosed = false;
  #closing: Promise<void> | undefined;

  /**
   * @param url - as INDEX_URL
   * @param connections - how many there may be at once, to each of its servers
   * @param isToWrite - whether of several servers only one will do that takes writing, though the address may ask for any
   */
  constructor(url: string, connections: number, isToWrite = false) {
    const { servers, isForWriting } = readDatabaseAddress(url);
    this.place = databasePlace(url);
    this.#url = url;
    this.#isForWriting = isToWrite || isForWriting;
    this.#servers = servers.map((server) => this.#poolOf(server, connections));
  }

  get health(): StorageHealth {
    const oldest = Math.min(...[...this.#underWay].map(({ began }) => began));
    return {
      ...this.#answered,
      answers: this.#answers,
      isSilent: this.#silent !== null,
      waitingMs: Number.isFinite(oldest) ? performance.now() - oldest : 0,
    };
  }

  async query<Row extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
    within = ANSWER_WITHIN,
  ): Promise<Row[]> {
    return await this.#ask(within, async (client) => (await client.query<Row>(text, [...values])).rows);
  }

  /**
   * Asks one question under settings of its own, which hold for it alone: whatever pooler may stand between.
   *
   * @param settings - values of PostgreSQL's parameters, by name; trusted
   */
  async queryUnder<Row extends QueryResultRow>(
    settings: Readonly<Record<string, string | number>>,
    text: string,
    values: readonly unknown[],
    within: number,
  ): Promise<Row[]> {
    const given = Object.entries(settings).map(([name, value]) => `SET LOCAL ${name} = ${value};`);
    return await this.#ask(within, async (client) => {
      await client.query(`BEGIN READ ONLY; ${given.join(' ')}`);
      const { rows } = await client.query<Row>(text, [...values]);
      await client.query('COMMIT');
      return rows;
    });
  }

  async session(): Promise<Session> {
    const deadline = new Deadline(ANSWER_WITHIN);
    try {
      const client = await this.#connect(deadline, true);
      return new Session(client, this);
    } catch (error) {
      throw this.#toldOf(error);
    } finally {
      deadline.clear();
    }
  }

  /** Ends all connections within a second, whatever is under way and whether or not anybody answers. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    const ended = Promise.all(this.#servers.map((pool) => pool.end()));
    const late = new AbortController();
    await Promise.race([ended, sleep(CLOSE_WITHIN, undefined, { signal: late.signal })]);
    late.abort();
    this.abandon();
    await ended;
  }

  /** Ends them at once: what is under way rejects. */
  abandon(): void {
    this.#isClosed = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  #poolOf(server: string, connections: number): Pool {
    const pool = new Pool({
      // pg checks certificates alike in all three ways, and warns that this may change.
      connectionString: server.replace(/([?&]sslmode=)(?:require|verify-ca)(?=&|$)/u, '$1verify-full'),
      application_name: 'dan-nguon',
      max: connections,
      connectionTimeoutMillis: CONNECT_WITHIN,
      idleTimeoutMillis: IDLE,
      keepAlive: true,
      allowExitOnIdle: true,
      stream: () => {
        const socket = new Socket();
        this.#sockets.add(socket);
        socket.once('close', () => this.#sockets.delete(socket));
        return socket;
      },
    });
    // The server may close a connection that is idle; the next query opens another.
    pool.on('error', () => undefined);
    // The query under way tells of it.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  }

  /** Does something over one connection, which is given up with it where it goes wrong. */
  async #ask<T>(within: number, work: (client: PoolClient) => Promise<T>): Promise<T> {
    if (this.#silent !== null) throw this.#silent;
    return await this.#try(within, work);
  }

  async #try<T>(within: number, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const began = performance.now();
    const call = { began };
    const deadline = new Deadline(within);
    this.#underWay.add(call);
    try {
      const client = await this.#connect(deadline, this.#isForWriting);
      try {
        const result = await deadline.race(work(client));
        client.release();
        this.#answers = true;
        this.#answered = { lastAnswerAt: Date.now(), latencyMs: performance.now() - began };
        return result;
      } catch (error) {
        // With a query under way, pg destroys the socket.
        client.release(true);
        throw error;
      }
    } catch (error) {
      throw this.#toldOf(error);
    } finally {
      deadline.clear();
      this.#underWay.delete(call);
    }
  }

  /** A connection to the first server that can be reached and will do, beginning with the one used last. */
  async #connect(deadline: Deadline, isToWrite: boolean): Promise<PoolClient> {
    const failures: unknown[] = [];
    for (let tried = 0; tried < this.#servers.length; tried += 1) {
      const at = (this.#first + tried) % this.#servers.length;
      try {
        const client = await this.#connectTo(at, deadline, isToWrite);
        this.#first = at;
        return client;
      } catch (error) {
        if (error instanceof DatabaseSilent) throw error;
        const told = databaseError(error, this.place);
        const code = told instanceof UserError ? told.code : '';
        if (code !== 'database-unreachable' && code !== 'index-unwritable') throw error;
        // One that cannot be reached may be the one that takes writing.
        if (code === 'database-unreachable') failures.unshift(error);
        else failures.push(error);
      }
    }
    throw failures[0];
  }

  async #connectTo(at: number, deadline: Deadline, isToWrite: boolean): Promise<PoolClient> {
    const connecting = Promise.resolve(this.#servers[at]?.connect());
    let client: PoolClient | undefined;
    try {
      client = await deadline.race(connecting);
    } catch (error) {
      // One that comes about when nobody waits for it any more is for the next.
      void connecting.then((late) => late?.release()).catch(() => undefined);
      throw error;
    }
    if (client === undefined) throw new Error('An address names at least one server.');
    const mustCheck = isToWrite && this.#servers.length > 1 && !this.#checked.has(client);
    if (!mustCheck) return client;
    try {
      const { rows } = await deadline.race(client.query<{ is: string }>(`SHOW transaction_read_only`));
      if (Object.values(rows[0] ?? {})[0] !== 'off') {
        throw Object.assign(new Error('this server is a stand-by and takes none'), { code: '25006' });
      }
      this.#checked.add(client);
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** The error for a person, having drawn the conclusions. */
  #toldOf(error: unknown): unknown {
    const told =
      passwordMissing(error, this.place, isPasswordKnown(this.#url)) ?? databaseError(error, this.place);
    if (told instanceof UserError && told.code === 'database-unreachable') {
      this.#answers = false;
      if (isSilence(error)) this.#fallSilent(told);
    }
    return told;
  }

  #fallSilent(told: UserError): void {
    if (this.#silent !== null || this.#isClosed) return;
    this.#silent = told;
    this.#first = (this.#first + 1) % this.#servers.length;
    this.#lookAgain();
  }

  #lookAgain(): void {
    setTimeout(() => {
      if (this.#isClosed) return;
      this.#try(LOOK_WITHIN, (client) => client.query('SELECT 1')).then(
        () => {
          this.#silent = null;
        },
        (error: unknown) => {
          // It turns somebody away: that is an answer, and whoever asks next is to hear it.
          if (!(error instanceof UserError && error.code === 'database-unreachable')) this.#silent = null;
          else this.#lookAgain();
        },
      );
    }, LOOK_AGAIN_AFTER).unref();
  }
}

/** One connection to a server that takes writing, for what belongs together. */
export class Session implements Queries {
  readonly #client: PoolClient;
  readonly #database: Database;
  #isInTransaction = false;
  #isOver = false;

  constructor(client: PoolClient, database: Database) {
    this.#client = client;
    this.#database = database;
  }

  async query<Row extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
    within = ANSWER_WITHIN,
  ): Promise<Row[]> {
    const asking = this.#client.query<Row>(text, [...values]);
    const until = this.#isInTransaction ? this.#untilDead() : new Deadline(within);
    try {
      return (await until.race(asking)).rows;
    } catch (error) {
      if (isSilence(error)) this.end();
      throw databaseError(error, this.#database.place);
    } finally {
      until.clear();
    }
  }

  /** Does all of `work` or nothing of it, however long it takes, as long as the server is alive. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.query('BEGIN');
    this.#isInTransaction = true;
    try {
      await this.query('SET LOCAL statement_timeout = 0');
      const result = await work();
      await this.query('COMMIT');
      return result;
    } catch (error) {
      // On a connection that is gone, the server has rolled back by itself.
      if (!this.#isOver) await this.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      this.#isInTransaction = false;
    }
  }

  /**
   * Whether PostgreSQL itself is at the other end, and not a pooler, which may give each transaction to another connection of its own.
   */
  async isDirect(): Promise<boolean> {
    const [row] = await this.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    // What pg was told when it connected; a pooler tells a number of its own.
    const { processID } = this.#client as unknown as { readonly processID: number | null };
    return row?.pid === processID;
  }

  /** Closes the connection. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#client.release(true);
  }

  /** A statement may take an hour, such as the first graph of a large index; a server that does not answer another one is dead. */
  #untilDead(): Deadline {
    const deadline = new Deadline();
    const look = async () => {
      await this.#database.query('SELECT 1').catch((error: unknown) => {
        if (error instanceof UserError && isSilence(error.cause)) deadline.expire(ANSWER_WITHIN);
      });
    };
    deadline.every(LOOK_ALIVE_EVERY, look);
    return deadline;
  }
}

/** Until when something may take. */
class Deadline {
  readonly #expired: Promise<never>;
  #reject: (error: DatabaseSilent) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param within - milliseconds; for ever when left out */
  constructor(within?: number) {
    this.#expired = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.#expired.catch(() => undefined);
    if (within !== undefined) {
      this.#timer = setTimeout(() => {
        // An answer that came while this process stood still has its turn first.
        setImmediate(() => {
          this.expire(within);
        });
      }, within);
    }
  }

  /** @throws {@link DatabaseSilent} when it is over first; what comes of `work` is nobody's then */
  async race<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    return await Promise.race([work, this.#expired]);
  }

  expire(after: number): void {
    this.#reject(new DatabaseSilent(after));
  }

  /** Does something again and again until it is cleared. */
  every(ms: number, look: () => Promise<void>): void {
    this.#timer = setInterval(() => void look(), ms);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
