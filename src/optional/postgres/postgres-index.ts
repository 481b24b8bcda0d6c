import {
  identityDifferences,
  indexIncompatible,
  type GenerationWatcher,
  type IndexIdentity,
  type PassageIndex,
  type NearestPassage,
} from '../../index/passage-index.js';
import { indexMissing } from '../../index/storage/generations.js';
import { checkTables } from './tables.js';
import { openDatabase, type Database } from './database.js';
import { readCurrent, readPointer, isThere, type ReadGeneration } from './stored-generations.js';
import { UserError } from '../../lib/errors.js';
import { nearestKeys, type NearKey, type Wanted } from './vectors.js';

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

/**
 * Milliseconds that a look at the pointer may take. It has a connection to itself and reads one row: a database that does not do that is silent, and
 * whoever waits for it is to be told while the bot's leases in it still hold (`leaseTimes`): the look before began a second ago.
 */
const LOOK_WITHIN = 3_000;

/** A {@link GenerationWatcher} over a connection that stays; nothing is connected before the first look. */
export function openPostgresGenerationWatcher(url: string): GenerationWatcher {
  const database = openDatabase(url, 1);
  return {
    current: async () => (await readPointer(database, LOOK_WITHIN))?.name ?? null,
    get health() {
      return database.health;
    },
    close: () => database.close(),
  };
}

/** How many passages are compared one by one, and not found through the graph. */
interface ComparedOneByOne {
  /** Where all are searched. */
  readonly ofAll: number;
  /** Where those of some articles are: the graph has to pass by all the others. */
  readonly ofSome: number;
}

/** So many are compared in a time that nobody notices, and are found without fail (docs/scaling.md). */
const COMPARED_ONE_BY_ONE: ComparedOneByOne = { ofAll: 20_000, ofSome: 50_000 };

/**
 * A {@link PassageIndex} over a generation in a database: its articles are in memory, its vectors stay where they are.
 */
export function postgresPassageIndex(
  database: Database,
  generation: ReadGeneration,
  comparedOneByOne: ComparedOneByOne = COMPARED_ONE_BY_ONE,
): PassageIndex {
  const { contents, damage, identity } = generation;
  const keyed = contents.flatMap((indexed) => indexed.passages);
  const passages = keyed.map(({ passage }) => passage);
  const positions = new Map<string, number[]>();
  for (const [position, { key }] of keyed.entries()) {
    const those = positions.get(key);
    if (those === undefined) positions.set(key, [position]);
    else those.push(position);
  }
  const counts = new Map(contents.map(({ article, passages: { length } }) => [article.id, length]));

  const nearestOf = async (wanted: Wanted, among: number): Promise<NearKey[]> => {
    const { ofAll, ofSome } = comparedOneByOne;
    if (among > (wanted.articleIds === undefined ? ofAll : ofSome)) {
      const found = await nearestKeys(database, wanted, 'approximate');
      if (found.length >= wanted.limit) return found;
    }
    return await nearestKeys(database, wanted, 'exact');
  };

  return {
    identity,
    generation: generation.name,
    builtAt: generation.builtAt,
    ...(damage && { damage }),
    articles: contents.map(({ article }) => article),
    passages,
    nearest: async (vector, limit, articleIds) => {
      if (vector.length !== identity.dimensions) {
        throw new RangeError(`Query of ${vector.length} dimensions, index of ${identity.dimensions}.`);
      }
      const among =
        articleIds === undefined
          ? passages.length
          : [...articleIds].reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
      if (limit <= 0 || among === 0) return [];
      const near = await nearestOf({ generation: generation.id, vector, limit, articleIds }, among);
      if (near.length === 0 && !(await isThere(database, generation.id))) throw gone(database, generation);
      return near
        .flatMap(({ key, distance }) => positions.get(key)?.map(hitAt(1 - distance)) ?? [])
        .filter(({ position }) => articleIds?.has(passages[position]?.articleId ?? '') ?? true)
        .sort((a, b) => b.similarity - a.similarity || a.position - b.position)
        .slice(0, limit);
    },
  };
}

function hitAt(similarity: number): (position: number) => NearestPassage {
  return (position) => ({ position, similarity });
}

/** The bot has taken up a newer generation before two more are out; a program that never looks has to be started again. */
function gone({ place }: Database, { name }: ReadGeneration): UserError {
  return new UserError(
    'index-missing',
    `Generation ${name} is no longer in the database ${place}: two newer ones were published since it was opened.`,
    'Start the program again to read the newest one.',
  );
}
