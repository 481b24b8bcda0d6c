import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { Client } from 'pg';

/**
 * A PostgreSQL server that a developer or CI has at hand, with pgvector, by the address of a database whose schema
 * `dan_nguon` may be thrown away; null when there is none.
 */
export const REAL_SERVER = realServer(process.env['TEST_POSTGRES_URL']);

/** Empty counts as not set, as with the settings. */
function realServer(url = ''): string | null {
  return url === '' ? null : url;
}

/** A database to test with. */
export interface TestDatabase {
  /** As INDEX_URL. */
  readonly url: string;
  /** Throws the index away, its tables with it. */
  clear(): Promise<void>;
  /** Runs some SQL beside the program. */
  run(sql: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** More connections than any test has open at once; the engine itself serves one query after the other. */
const CONNECTIONS = 40;

/**
 * PostgreSQL itself, compiled to WebAssembly, in memory, with pgvector unless it is to be missing. All its connections share
 * one session.
 */
export async function startEngine({ hasVector = true } = {}): Promise<TestDatabase> {
  const db = await PGlite.create(hasVector ? { extensions: { vector } } : {});
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: CONNECTIONS });
  await server.start();
  return {
    ...clientOf(`postgres://postgres:made-up-password@${server.getServerConn()}/postgres`),
    close: async () => {
      await server.stop();
      await db.close();
    },
  };
}

/** The database that {@link REAL_SERVER} names. */
export function realDatabase(url: string): TestDatabase {
  return { ...clientOf(url), close: () => Promise.resolve() };
}

/** What a test does with the database at an address. */
export function clientOf(url: string): Omit<TestDatabase, 'close'> {
  const run = async (sql: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    url,
    run,
    clear: async () => {
      await run('DROP SCHEMA IF EXISTS dan_nguon CASCADE');
    },
  };
}
