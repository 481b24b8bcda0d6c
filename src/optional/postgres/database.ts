import { Pool, type ClientBase, type PoolClient, type PoolConfig, type QueryResultRow } from 'pg';
import { orDatabaseError } from './database-errors.js';
import { databasePlace } from './database-place.js';

/** Milliseconds that a connection may take to come about, and a query to be answered. */
const CONNECT_WITHIN = 5_000;
const ANSWER_WITHIN = 30_000;
/** Milliseconds after which a connection that nobody uses is closed. */
const IDLE = 30_000;
/**
 * Candidates that a search through the graph keeps, and that it goes on where the filter leaves too few of them: without
 * that, half of what is nearest is missing as soon as half of the vectors are another generation's (docs/scaling.md).
 * `relaxed_order` misses fewer than `strict_order`; who asks puts them in order. The server asks after a silent client, so that
 * the lock of a writer whose machine has gone is free after two minutes and not, as by default, after two hours.
 */
const SESSION = `
  SET statement_timeout = ${ANSWER_WITHIN};
  SET tcp_keepalives_idle = 60;
  SET tcp_keepalives_interval = 10;
  SET tcp_keepalives_count = 6;
  SET hnsw.ef_search = 400;
  SET hnsw.iterative_scan = relaxed_order;
`;

/** What can be asked. Every failure that a person may mend is a `UserError`: see `databaseError`. */
export interface Queries {
  /** Gives the rows. Row types are taken on trust: what JSON columns hold is for the caller to check. */
  query<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** One connection, for what belongs together. */
export interface Session extends Queries {
  /** Does all of `work` or nothing of it, however long it takes. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Closes the connection. */
  end(): void;
}

/** A database, and as many connections to it as are needed at once. */
export interface Database extends Queries {
  /** Where it is, without secrets. */
  readonly place: string;
  session(): Promise<Session>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/**
 * The database that INDEX_URL names. Nothing is connected before the first query, and connections that nobody uses keep no
 * process alive.
 *
 * @param connections - how many there may be at once
 */
export function openDatabase(url: string, connections: number): Database {
  const place = databasePlace(url);
  const config: PoolConfig & { readonly onConnect: (client: ClientBase) => Promise<unknown> } = {
    connectionString: url,
    application_name: 'dan-nguon',
    max: connections,
    connectionTimeoutMillis: CONNECT_WITHIN,
    idleTimeoutMillis: IDLE,
    keepAlive: true,
    allowExitOnIdle: true,
    onConnect: (client) => client.query(SESSION),
  };
  const pool = new Pool(config);
  // The server may close a connection that is idle; the next query opens another.
  pool.on('error', () => undefined);
  const on = <Row extends QueryResultRow>(
    connection: Pick<Pool, 'query'> | Pick<PoolClient, 'query'>,
    text: string,
    values: readonly unknown[] = [],
  ) => orDatabaseError(place, async () => (await connection.query<Row>(text, [...values])).rows);
  return {
    place,
    query: (text, values) => on(pool, text, values),
    session: async () => {
      const client = await orDatabaseError(place, () => pool.connect());
      // The query under way tells of it.
      client.on('error', () => undefined);
      const query: Queries['query'] = (text, values) => on(client, text, values);
      return {
        query,
        transaction: (work) => inTransaction(query, work),
        end: () => {
          client.release(true);
        },
      };
    },
    close: () => pool.end(),
  };
}

async function inTransaction<T>(query: Queries['query'], work: () => Promise<T>): Promise<T> {
  await query('BEGIN');
  try {
    await query('SET LOCAL statement_timeout = 0');
    const result = await work();
    await query('COMMIT');
    return result;
  } catch (error) {
    // On a connection that is gone, the server has rolled back by itself.
    await query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
