import { UserError } from '../../lib/errors.js';
import { checkExtension, tablesVersion } from './check-tables.js';
import { openDatabase, type Session } from './database.js';
import { MIGRATIONS, TABLES_VERSION } from './migrations.js';

/** Any number, the same for all who migrate. */
const LOCK = 0x6461_6e6e;

/** What PostgreSQL says of an extension whose files its server does not have, by version. */
const NO_SUCH_EXTENSION = ['0A000', '58P01'];

/** From which version of the tables to which; 0 for none. */
export interface Migrated {
  /** Where the database is, without secrets. */
  readonly place: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Creates the tables of an index in a database, or changes them to those of this version, all at once or not at all. Two at
 * the same time wait for each other.
 *
 * @throws {@link UserError} `database-unreachable`, `database-refused`, and `database-unprepared` where the server lacks
 * pgvector or has too old a one
 */
export async function migrate(url: string): Promise<Migrated> {
  const database = openDatabase(url, 1);
  const { place } = database;
  try {
    const session = await database.session();
    try {
      return await session.transaction(async () => ({ place, ...(await applySteps(session, place)) }));
    } finally {
      session.end();
    }
  } finally {
    await database.close();
  }
}

async function applySteps(session: Session, place: string): Promise<Pick<Migrated, 'from' | 'to'>> {
  await session.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  const from = await tablesVersion(session);
  if (from === 0) {
    await session.query(`
      CREATE SCHEMA IF NOT EXISTS dan_nguon;
      CREATE TABLE dan_nguon.migrations (
        version integer PRIMARY KEY,
        applied_at timestamptz NOT NULL DEFAULT now()
      )
    `);
  }
  for (const { version, sql } of MIGRATIONS) {
    if (version <= from) continue;
    await orExtensionMissing(place, () => session.query(sql));
    await session.query('INSERT INTO dan_nguon.migrations (version) VALUES ($1)', [version]);
  }
  await checkExtension(session, place);
  return { from, to: Math.max(from, TABLES_VERSION) };
}

async function orExtensionMissing(place: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!NO_SUCH_EXTENSION.includes(code)) throw error;
    throw new UserError(
      'database-unprepared',
      `The server of the database ${place} does not have the extension pgvector.`,
      'Install pgvector on that server (its image is pgvector/pgvector, its Debian package postgresql-NN-pgvector), or choose a server that has it.',
      { cause: error },
    );
  }
}
