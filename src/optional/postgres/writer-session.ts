import { hostname } from 'node:os';
import { UserError } from '../../lib/errors.js';
import type { Database, Session } from './database.js';

/** Names the lock in the database: any two numbers, the same for all writers. */
const LOCK = [0x6461_6e6e, 1] as const;

/**
 * A session that holds the lock already is one that a pooler or a test's engine gives to several clients: PostgreSQL would
 * count the lock up and let both write.
 */
const TRY_LOCK = `
  SELECT CASE
    WHEN EXISTS (
      SELECT FROM pg_locks
      WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid = $1::integer AND objid = $2::integer AND objsubid = 2
    ) THEN false
    ELSE pg_try_advisory_lock($1::integer, $2::integer)
  END AS locked
`;

/**
 * Runs `work` as the only writer of the index, over a session of its own. The lock goes with the session, so that a writer
 * that dies or loses its connection leaves none; what it had begun to publish is gone with it, too.
 *
 * @throws {@link UserError} `index-locked`, saying who holds it and since when; `work` has not been run then
 */
export async function withWriterSession<T>(
  database: Database,
  now: () => Date,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await database.session();
  try {
    const [attempt] = await session.query<{ locked: boolean }>(TRY_LOCK, [...LOCK]);
    if (attempt?.locked !== true) throw await indexLocked(session, database.place);
    try {
      await session.query(
        `INSERT INTO dan_nguon.writer (host, pid, since) VALUES ($1, $2, $3)
         ON CONFLICT (only_row) DO UPDATE SET host = excluded.host, pid = excluded.pid, since = excluded.since`,
        [hostname(), process.pid, now()],
      );
      return await work(session);
    } finally {
      await release(session);
    }
  } finally {
    session.end();
  }
}

/** Where the connection is gone, so is the lock. */
async function release(session: Session): Promise<void> {
  try {
    await session.query('DELETE FROM dan_nguon.writer');
    await session.query('SELECT pg_advisory_unlock($1::integer, $2::integer)', [...LOCK]);
  } catch {
    // Ending the session does the same.
  }
}

async function indexLocked(session: Session, place: string): Promise<UserError> {
  const [holder] = await session.query<{ host: string; pid: number; since: Date }>(
    'SELECT host, pid, since FROM dan_nguon.writer',
  );
  const who =
    holder === undefined
      ? 'another process'
      : `process ${holder.pid} on ${holder.host} since ${holder.since.toISOString()}`;
  return new UserError(
    'index-locked',
    `The index in ${place} is being written by ${who}.`,
    'Wait until that has finished. If its machine is gone, the server notices within two minutes and lets the next writer in.',
  );
}
