import { UserError } from '../../lib/errors.js';
import type { Database, Queries } from './database.js';
import { notMigrated } from './database-errors.js';
import { TABLES_VERSION } from './migrations.js';

/** The first version of pgvector whose searches go on when a filter leaves too few (`hnsw.iterative_scan`). */
const PGVECTOR_NEEDED = [0, 8] as const;

/**
 * Checks that a database has what this version works with.
 *
 * @throws {@link UserError} `database-unprepared`, and what connecting throws
 */
export async function checkTables(database: Database): Promise<void> {
  const version = await tablesVersion(database);
  if (version < TABLES_VERSION) throw notMigrated(database.place);
  if (version > TABLES_VERSION) {
    throw new UserError(
      'database-unprepared',
      `The database ${database.place} has the tables of a newer version of this program (${version}, not ${TABLES_VERSION}).`,
      'Update this program, or name another database in INDEX_URL.',
    );
  }
  await checkExtension(database, database.place);
}

/** The version of the tables; 0 when there are none. */
export async function tablesVersion(queries: Queries): Promise<number> {
  const [table] = await queries.query<{ there: boolean }>(
    `SELECT to_regclass('dan_nguon.migrations') IS NOT NULL AS there`,
  );
  if (table?.there !== true) return 0;
  const [row] = await queries.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM dan_nguon.migrations',
  );
  return row?.version ?? 0;
}

/**
 * Checks that pgvector is installed and new enough.
 *
 * @throws {@link UserError} `database-unprepared`
 */
export async function checkExtension(queries: Queries, place: string): Promise<void> {
  const [extension] = await queries.query<{ extversion: string }>(
    `SELECT extversion FROM pg_extension WHERE extname = 'vector'`,
  );
  if (extension === undefined) throw notMigrated(place);
  const [major = 0, minor = 0] = extension.extversion.split('.').map(Number);
  const [neededMajor, neededMinor] = PGVECTOR_NEEDED;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  throw new UserError(
    'database-unprepared',
    `The database ${place} has pgvector ${extension.extversion}; this program needs ${PGVECTOR_NEEDED.join('.')} or newer.`,
    'Install a newer pgvector on the server, then run `ALTER EXTENSION vector UPDATE` in that database as its owner.',
  );
}
