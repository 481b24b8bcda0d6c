import { Pool, type ClientBase, type PoolClient, type PoolConfig, type QueryResultRow } from 'pg';
import { messageOf, UserError } from '../../lib/errors.js';

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

/** What PostgreSQL says when it turns somebody away. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const LOGIN_REFUSED = ['28000', '28P01'];
const NO_SUCH_DATABASE = '3D000';
const NO_PERMISSION = '42501';
/** No such schema, table, column or function. */
const NOT_MIGRATED = ['3F000', '42P01', '42703', '42883'];
/** The disk is full; the database, as a stand-by server or by a limit of its provider, takes no writing. */
const UNWRITABLE = ['53100', '25006'];
/** Too many connections, shutting down, starting up, cancelled for taking too long; class 08 is of connections. */
const BUSY = ['53300', '57P01', '57P02', '57P03', '57014'];
/** What pg says without a code when a connection ends or does not come about. */
const CONNECTION_LOST =
  /timeout expired|[Cc]onnection terminated|Connection ended|timeout exceeded when trying to connect|not queryable|Query read timeout|SSL connections|server does not support SSL/u;
/** What Node says of sockets, names and certificates. */
const SOCKET_CODE =
  /^(?:E(?:CONNREFUSED|CONNRESET|CONNABORTED|HOSTUNREACH|NETUNREACH|TIMEDOUT|PIPE|NOTFOUND|AI_AGAIN|NOENT|ACCES|PROTO)|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS)/u;

/**
 * What a failure of the database is to a person; the failure itself where nobody foresaw it.
 *
 * @param place - where the database is, from `databasePlace`
 */
export function databaseError(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const said = messageOf(error);
  const asUserError = (...[kind, message, hint]: ConstructorParameters<typeof UserError>) =>
    new UserError(kind, message, hint, { cause: error });
  if (LOGIN_REFUSED.includes(code)) {
    return asUserError(
      'database-refused',
      `The database server ${place} turns this user away: ${said}.`,
      'Check the user name and the password in INDEX_URL; in a password, write characters such as @, / and # as %40, %2F and %23.',
    );
  }
  if (code === NO_SUCH_DATABASE) {
    return asUserError(
      'database-refused',
      `The database server ${place} has no such database: ${said}.`,
      'Create it with `CREATE DATABASE`, or name another one in INDEX_URL.',
    );
  }
  if (code === NO_PERMISSION) {
    return asUserError(
      'database-refused',
      `This user may not do that in the database ${place}: ${said}.`,
      'Have its owner run `npm run migrate` and `npm run reindex`; docs/scaling.md lists the rights that each command needs.',
    );
  }
  if (NOT_MIGRATED.includes(code)) return notMigrated(place, error);
  if (UNWRITABLE.includes(code)) {
    return asUserError(
      'index-unwritable',
      `The database ${place} takes no writing: ${said}.`,
      'Make room on its disk, or name in INDEX_URL the server that may be written to. The index in use is as it was.',
    );
  }
  if (BUSY.includes(code) || code.startsWith('08') || SOCKET_CODE.test(code) || CONNECTION_LOST.test(said)) {
    return asUserError(
      'database-unreachable',
      `The database ${place} does not answer: ${said || code}.`,
      'Check that the server runs and takes connections from here, and the host and port in INDEX_URL; then try again.',
    );
  }
  return error;
}

/** The error for a database in which the tables are not those of this version of the program. */
export function notMigrated(place: string, cause?: unknown): UserError {
  return new UserError(
    'database-unprepared',
    `The database ${place} does not have the tables of this version.`,
    'Run `npm run migrate` to create or change them; the articles and the index stay as they are.',
    { cause },
  );
}

/**
 * Does something with the database.
 *
 * @throws {@link UserError} `database-unreachable`, `database-refused`, `database-unprepared`, `index-unwritable`
 */
export async function orDatabaseError<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw databaseError(error, place);
  }
}

/**
 * Where a database is, as a person may read it: host, port and name of the database, without user, password and parameters.
 *
 * @param url - of PostgreSQL, checked by the settings
 */
export function databasePlace(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${decoded(hostname)}:${port || '5432'}${decoded(pathname === '/' ? '' : pathname)}`;
}

/** A percent sign that encodes nothing stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
