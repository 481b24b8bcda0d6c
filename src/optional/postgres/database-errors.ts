import { hasErrorCode, messageOf, UserError } from '../../lib/errors.js';

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
/** A deadline has passed: the server takes connections or statements and says nothing. */
export class DatabaseSilent extends Error {
  override readonly name = 'DatabaseSilent';

  /** @param afterMs - milliseconds that were waited */
  constructor(afterMs: number) {
    super(`no answer within ${Math.round(afterMs / 1000)} s`);
  }
}

/** What pg says when it has waited long enough for a connection. */
const CONNECTING_TOOK_TOO_LONG =
  /timeout expired|connection timeout|timeout exceeded when trying to connect/u;

/** True of a failure that took its time: the next one would, too. */
export function isSilence(error: unknown): boolean {
  return (
    error instanceof DatabaseSilent ||
    (error instanceof Error && CONNECTING_TOOK_TOO_LONG.test(error.message))
  );
}

/** What pg says when it is asked for a password that it does not have. */
const NO_PASSWORD = /client password must be a (?:non-empty )?string/u;

/** The error where the server asks for a password and nothing names one; null where that is not what is wrong. */
export function passwordMissing(error: unknown, place: string, isKnown: boolean): UserError | null {
  const isRefused = hasErrorCode(error, '28P01') && !isKnown;
  if (!isRefused && !NO_PASSWORD.test(messageOf(error))) return null;
  return new UserError(
    'database-refused',
    `The database server ${place} asks for a password, and INDEX_URL names none.`,
    'Write INDEX_URL as postgres://USER:PASSWORD@HOST:PORT/DATABASE, or have the password in PGPASSWORD or ~/.pgpass.',
    { cause: error },
  );
}

/** What pg says without a code when a connection ends or does not come about. */
const CONNECTION_LOST =
  /no answer within|timeout expired|[Cc]onnection terminated|Connection ended|timeout exceeded when trying to connect|not queryable|Query read timeout|SSL connection/u;
/** What Node says of sockets and names. */
const SOCKET_CODE =
  /^E(?:CONNREFUSED|CONNRESET|CONNABORTED|HOSTUNREACH|NETUNREACH|TIMEDOUT|PIPE|NOTFOUND|AI_AGAIN|NOENT|ACCES|PROTO)/u;
/** What Node says of certificates that it does not trust. */
const CERTIFICATE_CODE = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS)/u;
/** What pg says of a server without TLS, and PostgreSQL of a client without. */
const NO_TLS = 'does not support SSL connections';
const ONLY_TLS = /no encryption|SSL off/u;

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
  if (CERTIFICATE_CODE.test(code)) {
    return asUserError(
      'database-unreachable',
      `The certificate of the database server ${place} is not trusted: ${said}.`,
      'Name in INDEX_URL the certificate of who signed it (sslrootcert=FILE) and the host that it is made out to; sslmode=no-verify encrypts without checking.',
    );
  }
  if (said.includes(NO_TLS)) {
    return asUserError(
      'database-unreachable',
      `The database server ${place} takes no encrypted connections, and INDEX_URL asks for one.`,
      'Turn on TLS at the server (ssl = on), or write sslmode=disable in INDEX_URL.',
    );
  }
  if (LOGIN_REFUSED.includes(code) && ONLY_TLS.test(said)) {
    return asUserError(
      'database-refused',
      `The database server ${place} turns away connections that are not encrypted: ${said}.`,
      'Add ?sslmode=verify-full to INDEX_URL.',
    );
  }
  if ('syscall' in error && error.syscall === 'open') {
    return asUserError(
      'database-refused',
      `A file of certificates that INDEX_URL names cannot be read: ${said}.`,
      'Check sslrootcert, sslcert and sslkey in INDEX_URL.',
    );
  }
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
