import { UserError } from '../../lib/errors.js';
import { nameOf } from '../../lib/file-lock.js';
import { indexMissing } from '../../index/storage/generations.js';
import type { EmbeddingProgress, IndexStore, PublishedIndex, RolledBack } from '../../index/passage-index.js';
import { checkTables } from './tables.js';
import { Database, type Session, type Queries } from './database.js';
import { publishGeneration } from './publish-generation.js';
import { readCurrent, readGenerationRow, readPointer } from './postgres-index.js';
import { putVectors, readVectors, tidyUp } from './vectors.js';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { rollbackImpossible } from '../../index/storage/index-errors.js';

/** Connections of one writer: its session, and what is read before that. */
const WRITER_CONNECTIONS = 2;

/**
 * Does something with the {@link IndexStore} in a database.
 *
 * @param url - as INDEX_URL
 * @param signal - has all connections end at once: what is under way rejects, and the server undoes it
 * @throws {@link UserError} `database-unreachable`, `database-refused`, `database-unprepared`, and what `work` throws
 */
export async function withPostgresStore<T>(
  url: string,
  now: () => Date,
  work: (store: IndexStore) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  const database = new Database(url, WRITER_CONNECTIONS);
  const abandon = () => {
    database.abandon();
  };
  signal?.addEventListener('abort', abandon);
  try {
    await checkTables(database);
    return await work(storeIn(database, now));
  } finally {
    signal?.removeEventListener('abort', abandon);
    await database.close();
  }
}

function storeIn(database: Database, now: () => Date): IndexStore {
  const { place } = database;
  let writer: Session | null = null;
  const writing = (): Session => {
    if (writer === null) throw new Error('Only the one who writes the index alone may do this.');
    return writer;
  };
  return {
    published: () => readPublished(database),
    exclusively: (work) =>
      withWriterSession(database, now, (session) => {
        writer = session;
        return work().finally(() => {
          writer = null;
        });
      }),
    embeddingProgress: () => readProgress(database, writing),
    publish: async (contents, onStored) => {
      const session = writing();
      const check = () => assertHoldsLock(session, place);
      const name = await publishGeneration(session, place, contents, check, onStored);
      await tidyUp(session);
      return name;
    },
    rollBack: () => {
      const session = writing();
      return session.transaction(async () => {
        await assertHoldsLock(session, place);
        return await rollBack(session, place);
      });
    },
  };
}

async function readPublished(database: Database): Promise<PublishedIndex | null> {
  try {
    const generation = await readCurrent(database);
    if (generation === null) return null;
    const { name, identity, contents, damage } = generation;
    const keys = contents.flatMap(({ passages }) => passages.map(({ key }) => key));
    return {
      generation: name,
      damage,
      identity,
      articles: contents,
      vectors: () => readVectors(database, 'vectors', [...new Set(keys)]),
    };
  } catch (error) {
    if (error instanceof UserError && error.code === 'index-incompatible') return null;
    throw error;
  }
}

async function readProgress(database: Database, writing: () => Session): Promise<EmbeddingProgress> {
  return {
    vectors: await readVectors(database, 'embedding_progress'),
    keep: (vectors) => putVectors(writing(), 'embedding_progress', vectors),
    forget: async () => {
      const session = writing();
      // Left there, it would do no harm but take room.
      await session.query('TRUNCATE dan_nguon.embedding_progress').catch(() => undefined);
    },
  };
}

async function rollBack(session: Session, place: string): Promise<RolledBack> {
  const pointer = await readPointer(session);
  if (pointer === null) throw indexMissing(place);
  const { current, before } = pointer;
  const to = before === null ? null : await readGenerationRow(session, place, before);
  if (to === null) throw rollbackImpossible(place, pointer.name);
  const from = await readGenerationRow(session, place, current).catch(() => null);
  await session.query('UPDATE dan_nguon.published SET current = $1, before = NULL', [to.id]);
  const { name, builtAt, identity, totals } = to;
  return {
    from: { generation: pointer.name, builtAt: from?.builtAt ?? null },
    to: { generation: name, builtAt, modelName: identity.modelName, ...totals },
  };
}

/**
 * The server asks after a silent client, so that the lock of a writer whose machine has gone is free after two minutes and not, as by
 * default, after two hours.
 */
const SESSION_SETTINGS = `
  SET statement_timeout = 30000;
  SET tcp_keepalives_idle = 60;
  SET tcp_keepalives_interval = 10;
  SET tcp_keepalives_count = 6;
`;

/** Names the lock in the database: any two numbers, the same for all writers. */
const LOCK = [0x6461_6e6e, 1] as const;

/** True where this connection's own process of the server holds the lock. */
const HOLDS_LOCK = `
  SELECT FROM pg_locks
  WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid = $1::integer AND objid = $2::integer AND objsubid = 2
`;

/**
 * A session that holds the lock already is one that a pooler or a test's engine gives to several clients: PostgreSQL would
 * count the lock up and let both write.
 */
const TRY_LOCK = `
  SELECT CASE
    WHEN EXISTS (${HOLDS_LOCK}) THEN false
    ELSE pg_try_advisory_lock($1::integer, $2::integer)
  END AS locked
`;

/**
 * Runs `work` as the only writer of the index, over a session of its own. The lock goes with the session, so that a writer
 * that dies or loses its connection leaves none; what it had begun to publish is gone with it, too.
 *
 * @throws {@link UserError} `database-refused` where a pooler gives it no session of its own, and `index-locked`, saying who holds it and since when; `work` has not been run then
 */
async function withWriterSession<T>(
  database: Database,
  now: () => Date,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await database.session();
  try {
    await assertSession(session, database);
    await session.query(SESSION_SETTINGS);
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

/**
 * Makes sure, within a transaction that is to change what readers get, that it is the lock's holder who does.
 *
 * @throws {@link UserError} `database-refused`
 */
async function assertHoldsLock(session: Session, place: string): Promise<void> {
  if ((await session.query(HOLDS_LOCK, [...LOCK])).length === 0) throw notASession(place);
}

/**
 * Makes sure that what is set and locked over a session stays its own. A pooler in the mode of transactions gives each transaction to
 * whichever of its connections is free: what one client sets another finds, or it finds itself without.
 *
 * @throws {@link UserError} `database-refused`
 */
async function assertSession(session: Session, database: Database): Promise<void> {
  if (await session.isDirect()) return;
  const mark = randomUUID();
  await session.query(`SELECT set_config('${MARK}', $1, false)`, [mark]);
  const isMarked = async (queries: Queries) => {
    const [row] = await queries.query<{ mark: string | null }>(
      `SELECT current_setting('${MARK}', true) AS mark`,
    );
    return row?.mark === mark;
  };
  const other = await database.session();
  try {
    const isShared = await other.transaction(
      async () => (await isMarked(other)) || !(await isMarked(session)),
    );
    if (isShared) throw notASession(database.place);
  } finally {
    other.end();
  }
}

const MARK = 'dan_nguon.mark';

function notASession(place: string): UserError {
  return new UserError(
    'database-refused',
    `The way to the database ${place} leads through a pooler that gives nobody a session, as PgBouncer does in transaction mode.`,
    'For `npm run reindex`, name the server itself in INDEX_URL, or a pooler with pool_mode = session; bots may go on reading through this one.',
  );
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
  const who = nameOf(holder === undefined ? null : { ...holder, since: holder.since.toISOString() });
  return new UserError(
    'index-locked',
    `The index in ${place} is being written by ${who}.`,
    'Wait until that has finished. If its machine is gone, the server notices within two minutes and lets the next writer in.',
  );
}
