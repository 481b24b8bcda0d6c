import { hasErrorCode, UserError } from '../../lib/errors.js';
import { ASKED_WITHIN, Database, type Queries, type Session } from './database.js';
import { notMigrated } from './database-errors.js';
import { tidyUp } from './vectors.js';
import { createLeaseTables } from './database-leases.js';

/**
 * All steps from a version of the tables to the next. Those that were published never change; a change is a further one. What
 * belongs to an index is named by what it is, so that a generation takes over from the one before whatever has not changed, without
 * its being sent again: a vector by its passage's key, an article with its passages by their digest.
 */
const MIGRATIONS: readonly { readonly version: number; readonly sql: string }[] = [
  {
    version: 1,
    sql: `
      -- Vectors of all models, of any dimensions. The graph over those of one length is made by the first reindex that has some.
      CREATE TABLE dan_nguon.vectors (
        key bytea PRIMARY KEY,
        embedding vector NOT NULL
      );

      -- What a reindex has embedded and not yet published.
      CREATE TABLE dan_nguon.embedding_progress (
        key bytea PRIMARY KEY,
        embedding vector NOT NULL
      );

      -- json and not jsonb: an article comes back as it went in, to the last escaped character.
      CREATE TABLE dan_nguon.article_versions (
        version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        digest bytea NOT NULL UNIQUE,
        article json NOT NULL,
        passages json NOT NULL
      );

      CREATE TABLE dan_nguon.passages (
        key bytea NOT NULL REFERENCES dan_nguon.vectors,
        version integer NOT NULL REFERENCES dan_nguon.article_versions ON DELETE CASCADE,
        PRIMARY KEY (key, version)
      );
      CREATE INDEX ON dan_nguon.passages (version);

      CREATE TABLE dan_nguon.generations (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL UNIQUE,
        identity json NOT NULL,
        built_at timestamptz NOT NULL,
        articles integer NOT NULL,
        passages integer NOT NULL
      );

      CREATE TABLE dan_nguon.generation_articles (
        generation integer NOT NULL REFERENCES dan_nguon.generations ON DELETE CASCADE,
        place integer NOT NULL,
        article_id text NOT NULL,
        version integer NOT NULL REFERENCES dan_nguon.article_versions,
        PRIMARY KEY (generation, place),
        UNIQUE (generation, article_id)
      );
      CREATE INDEX ON dan_nguon.generation_articles (version, generation);

      -- Its one row is the pointer: what readers get, and what to go back to.
      CREATE TABLE dan_nguon.published (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        current integer NOT NULL REFERENCES dan_nguon.generations,
        before integer REFERENCES dan_nguon.generations
      );

      -- Who holds the advisory lock, in words.
      CREATE TABLE dan_nguon.writer (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        host text NOT NULL,
        pid integer NOT NULL,
        since timestamptz NOT NULL
      );
    `,
  },
  {
    version: 2,
    // Rows of more than 2 kB are kept in pieces elsewhere, else: of 512 dimensions all are, and comparing takes three times as long.
    sql: `
      ALTER TABLE dan_nguon.vectors SET (toast_tuple_target = 8160);
      ALTER TABLE dan_nguon.embedding_progress SET (toast_tuple_target = 8160);
      UPDATE dan_nguon.vectors SET embedding = (embedding::real[])::vector;
    `,
  },
];

/** The version of the tables that this program works with. */
const TABLES_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));

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
async function tablesVersion(queries: Queries): Promise<number> {
  const [table] = await queries.query<{ there: boolean }>(
    `SELECT to_regclass('dan_nguon.migrations') IS NOT NULL AS there`,
    [],
    ASKED_WITHIN,
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
async function checkExtension(queries: Queries, place: string): Promise<void> {
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

/** Any number, the same for all who migrate. */
const LOCK = 0x6461_6e6e;

/** What PostgreSQL says to who may not do something. */
const NO_PERMISSION = '42501';
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
 * Installs pgvector where it is not, which takes a superuser, and creates the tables of an index, or changes them to those of this version,
 * which takes their owner: all at once or not at all. Two at the same time wait for each other.
 *
 * @param upTo - version of the tables to stop at; that of this program when left out
 * @throws {@link UserError} `database-unreachable`, `database-refused`, and `database-unprepared` where the server lacks
 * pgvector or has too old a one
 */
export async function migrate(url: string, upTo = TABLES_VERSION): Promise<Migrated> {
  const database = new Database(url, 1);
  const { place } = database;
  try {
    const session = await database.session();
    try {
      const steps = await session.transaction(async () => {
        await session.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
        await installExtension(session, place);
        return await applySteps(session, place, upTo).catch((error: unknown) => {
          throw isOfPermission(error) ? notOwner(place, error) : error;
        });
      });
      if (steps.from > 0 && steps.to > steps.from) await tidyUp(session);
      return { place, ...steps };
    } finally {
      session.end();
    }
  } finally {
    await database.close();
  }
}

async function installExtension(session: Session, place: string): Promise<void> {
  if ((await session.query(`SELECT FROM pg_extension WHERE extname = 'vector'`)).length > 0) return;
  try {
    await session.query('CREATE EXTENSION vector');
  } catch (error) {
    if (isOfPermission(error)) {
      throw new UserError(
        'database-refused',
        `This user may not install pgvector in the database ${place}.`,
        'Have a superuser of that server run `CREATE EXTENSION vector` in this database once; then run `npm run migrate` again.',
        { cause: error },
      );
    }
    if (!hasErrorCode(error, ...NO_SUCH_EXTENSION)) throw error;
    throw new UserError(
      'database-unprepared',
      `The server of the database ${place} does not have the extension pgvector.`,
      'Install pgvector on that server (its image is pgvector/pgvector, its Debian package postgresql-NN-pgvector), or choose a server that has it.',
      { cause: error },
    );
  }
}

function notOwner(place: string, cause: unknown): UserError {
  return new UserError(
    'database-refused',
    `This user may not create or change the tables of the index in the database ${place}.`,
    'Run `npm run migrate` as the user that owns the schema dan_nguon; for the first time, have the owner of the database run `GRANT CREATE ON DATABASE … TO …` for that user.',
    { cause },
  );
}

function isOfPermission(error: unknown): boolean {
  return error instanceof UserError && hasErrorCode(error.cause, NO_PERMISSION);
}

async function applySteps(
  session: Session,
  place: string,
  upTo: number,
): Promise<Pick<Migrated, 'from' | 'to'>> {
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
    if (version <= from || version > upTo) continue;
    await session.query(sql);
    await session.query('INSERT INTO dan_nguon.migrations (version) VALUES ($1)', [version]);
  }
  await createLeaseTables(session);
  await checkExtension(session, place);
  return { from, to: Math.max(from, upTo) };
}
