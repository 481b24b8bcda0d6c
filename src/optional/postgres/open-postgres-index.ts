import { identityDifferences, indexIncompatible } from '../../index/index-identity.js';
import { indexMissing } from '../../index/storage/generations.js';
import type { IndexIdentity, PassageIndex } from '../../index/passage-index.js';
import { checkTables } from './check-tables.js';
import { openDatabase } from './database.js';
import { postgresPassageIndex } from './postgres-passage-index.js';
import { readCurrent, readPointer } from './stored-generations.js';

/** Connections of one reader: it has two questions under way at once, and the searches are the shortest part of each. */
const READER_CONNECTIONS = 4;

/**
 * Opens the current generation of the index in a database. Its articles are loaded, so that the lexical index and the excerpts
 * need no database; its vectors are searched there. Where the current one is damaged, the one before is opened.
 *
 * @param url - as INDEX_URL
 * @param expected - what the index must have been built with; null for whatever it was: the caller compares before asking it
 * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`, `database-unreachable`,
 * `database-refused`, `database-unprepared`; each later search may throw those of the database, too
 */
export async function openPostgresIndex(url: string, expected: IndexIdentity | null): Promise<PassageIndex> {
  const database = openDatabase(url, READER_CONNECTIONS);
  try {
    await checkTables(database);
    const generation = await readCurrent(database, ({ identity }) => {
      const differences = expected === null ? [] : identityDifferences(identity, expected);
      if (differences.length > 0) throw indexIncompatible(database.place, differences);
    });
    if (generation === null) throw indexMissing(database.place);
    return postgresPassageIndex(database, generation);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Looks, over a connection that stays, which generation is published. */
export interface PostgresGenerationWatcher {
  /** Null when none was ever published. */
  current(): Promise<string | null>;
  close(): Promise<void>;
}

/** Opens a {@link PostgresGenerationWatcher}; nothing is connected before the first look. */
export function openPostgresGenerationWatcher(url: string): PostgresGenerationWatcher {
  const database = openDatabase(url, 1);
  return {
    current: async () => (await readPointer(database))?.name ?? null,
    close: () => database.close(),
  };
}
