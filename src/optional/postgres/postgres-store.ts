import { UserError } from '../../lib/errors.js';
import { indexMissing } from '../../index/storage/generations.js';
import type { EmbeddingProgress, IndexStore, PublishedIndex, RolledBack } from '../../index/index-store.js';
import { checkTables } from './tables.js';
import { openDatabase, type Database, type Session } from './database.js';
import { publishGeneration, tidyUp } from './publish-generation.js';
import { readCurrent, readGenerationRow, readPointer } from './stored-generations.js';
import { putVectors, readVectors } from './vectors.js';
import { assertHoldsLock, withWriterSession } from './writer-session.js';

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
  const database = openDatabase(url, WRITER_CONNECTIONS);
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
      withWriterSession(database, now, async (session) => {
        writer = session;
        try {
          return await work();
        } finally {
          writer = null;
        }
      }),
    embeddingProgress: () => readProgress(database, writing),
    publish: async (contents, onStored) => {
      const session = writing();
      const name = await publishGeneration(session, place, contents, {
        check: () => assertHoldsLock(session, place),
        ...(onStored && { onStored }),
      });
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
