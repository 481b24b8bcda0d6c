import { UserError } from '../../lib/errors.js';
import { indexMissing } from '../../index/storage/generations.js';
import type { EmbeddingProgress, IndexStore, PublishedIndex, RolledBack } from '../../index/index-store.js';
import { checkTables } from './tables.js';
import { openDatabase, type Database, type Session } from './database.js';
import { publishGeneration } from './publish-generation.js';
import { readCurrent, readGenerationRow, readPointer } from './stored-generations.js';
import { putVectors, readVectors } from './vectors.js';
import { hostname } from 'node:os';

/** Connections of one writer: its session, and what is read before that. */
const WRITER_CONNECTIONS = 2;

/**
 * Does something with the {@link IndexStore} in a database.
 *
 * @param url - as INDEX_URL
 * @throws {@link UserError} `database-unreachable`, `database-refused`, `database-unprepared`, and what `work` throws
 */
export async function withPostgresStore<T>(
  url: string,
  now: () => Date,
  work: (store: IndexStore) => Promise<T>,
): Promise<T> {
  const database = openDatabase(url, WRITER_CONNECTIONS);
  try {
    await checkTables(database);
    return await work(storeIn(database, now));
  } finally {
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
      withWriterSession(database, now, async (session) => {
        writer = session;
        try {
          return await work();
        } finally {
          writer = null;
        }
      }),
    embeddingProgress: () => readProgress(database, writing),
    publish: (contents) => publishGeneration(writing(), place, contents),
    rollBack: () => {
      const session = writing();
      return session.transaction(() => rollBack(session, place));
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
  if (to === null) {
    throw new UserError(
      'rollback-impossible',
      `The index in ${place} has no generation before ${pointer.name} to go back to.`,
      'Run `npm run reindex` to bring the index up to date with the articles instead.',
    );
  }
  const from = await readGenerationRow(session, place, current).catch(() => null);
  await session.query('UPDATE dan_nguon.published SET current = $1, before = NULL', [to.id]);
  const { name, builtAt, identity, totals } = to;
  return {
    from: { generation: pointer.name, builtAt: from?.builtAt ?? null },
    to: { generation: name, builtAt, modelName: identity.modelName, ...totals },
  };
}

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
async function withWriterSession<T>(
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
