import {
  identityDifferences,
  indexIncompatible,
  type GenerationWatcher,
  type IndexIdentity,
  type PassageIndex,
  type NearestPassage,
  INDEX_FORMAT_VERSION,
  type IndexedArticle,
} from '../../index/passage-index.js';
import { indexMissing } from '../../index/storage/generations.js';
import { checkTables } from './tables.js';
import { Database, ASKED_WITHIN, type Queries } from './database.js';
import { UserError } from '../../lib/errors.js';
import { nearestKeys, type NearKey, type Wanted } from './vectors.js';
import { z } from 'zod';
import { indexDamaged, isIndexDamage } from '../../index/storage/index-errors.js';
import {
  articleSchema,
  fromStored,
  identitySchema,
  passagesSchema,
} from '../../index/storage/generation-files.js';

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
  const database = new Database(url, READER_CONNECTIONS);
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
  const database = new Database(url, 1);
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

/** Articles fetched at once: some megabytes. */
const ARTICLES_AT_ONCE = 500;

const versionSchema = z.object({ formatVersion: z.int() });

/** A generation, its articles and vectors left where they are. */
export interface StoredGeneration {
  readonly id: number;
  readonly name: string;
  /** Of this format. */
  readonly identity: IndexIdentity;
  /** ISO 8601 in UTC. */
  readonly builtAt: string;
  readonly totals: { readonly articles: number; readonly passages: number };
}

/** What readers get. */
export interface ReadGeneration extends StoredGeneration {
  readonly contents: readonly IndexedArticle[];
  /** What is wrong with the current one, in whose place this was read; null when this is the current one. */
  readonly damage: UserError | null;
}

interface PointerRow {
  readonly current: number;
  readonly before: number | null;
  /** Of the current one. */
  readonly name: string;
}

/**
 * The pointer; null when nothing was ever published.
 *
 * @param within - milliseconds, as of `Queries.query`
 */
export async function readPointer(queries: Queries, within = ASKED_WITHIN): Promise<PointerRow | null> {
  const [row] = await queries.query<PointerRow>(
    `SELECT p.current, p.before, g.name
     FROM dan_nguon.published p JOIN dan_nguon.generations g ON g.id = p.current`,
    [],
    within,
  );
  return row ?? null;
}

/** True as long as a generation has not made way for newer ones. */
async function isThere(queries: Queries, id: number): Promise<boolean> {
  return (await queries.query('SELECT FROM dan_nguon.generations WHERE id = $1', [id])).length > 0;
}

/**
 * A generation's own row; null when it is gone.
 *
 * @throws {@link UserError} `index-incompatible` when it is of another format, `index-damaged` when it makes no sense
 */
export async function readGenerationRow(
  queries: Queries,
  place: string,
  id: number,
): Promise<StoredGeneration | null> {
  const [row] = await queries.query<{
    name: string;
    identity: unknown;
    built_at: Date;
    articles: number;
    passages: number;
  }>('SELECT name, identity, built_at, articles, passages FROM dan_nguon.generations WHERE id = $1', [id]);
  if (row === undefined) return null;
  const where = `generation ${row.name} in ${place}`;
  const { formatVersion } = sensible(where, versionSchema, row.identity);
  if (formatVersion !== INDEX_FORMAT_VERSION) {
    throw indexIncompatible(place, [`format ${formatVersion}, not ${INDEX_FORMAT_VERSION}`]);
  }
  return {
    id,
    name: row.name,
    identity: sensible(where, identitySchema, row.identity),
    builtAt: row.built_at.toISOString(),
    totals: { articles: row.articles, passages: row.passages },
  };
}

/**
 * Reads the current generation with its articles; null when none was ever published. Where it is damaged, the one before is
 * read in its place.
 *
 * @param check - throws what is wrong with a whole generation
 * @throws {@link UserError} `index-incompatible`, and `index-damaged` when neither is whole
 */
export async function readCurrent(
  database: Database,
  check: (generation: StoredGeneration) => void = () => undefined,
): Promise<ReadGeneration | null> {
  for (;;) {
    const pointer = await readPointer(database);
    if (pointer === null) return null;
    let damage: UserError | null = null;
    for (const id of [pointer.current, pointer.before]) {
      if (id === null) continue;
      try {
        const generation = await readWhole(database, id, check);
        if (generation !== null) return { ...generation, damage };
      } catch (error) {
        if (damage === null && !isIndexDamage(error)) throw error;
        damage ??= error as UserError;
      }
    }
    // Both have made way for newer ones meanwhile, or neither is whole.
    if (damage !== null && (await readPointer(database))?.current === pointer.current) throw damage;
  }
}

/** Null when the generation is gone, or was removed while it was read. */
async function readWhole(
  database: Database,
  id: number,
  check: (generation: StoredGeneration) => void,
): Promise<Omit<ReadGeneration, 'damage'> | null> {
  const generation = await readGenerationRow(database, database.place, id);
  if (generation === null) return null;
  check(generation);
  const { totals } = generation;
  const where = `generation ${generation.name} in ${database.place}`;
  const contents: IndexedArticle[] = [];
  for (let from = 0; from < totals.articles; from += ARTICLES_AT_ONCE) {
    const rows = await database.query<{ article: unknown; passages: unknown }>(
      `SELECT v.article, v.passages
       FROM dan_nguon.generation_articles g JOIN dan_nguon.article_versions v USING (version)
       WHERE g.generation = $1 AND g.place >= $2 AND g.place < $3
       ORDER BY g.place`,
      [id, from, from + ARTICLES_AT_ONCE],
    );
    for (const { article, passages } of rows) {
      contents.push(
        fromStored(sensible(where, articleSchema, article), sensible(where, passagesSchema, passages)),
      );
    }
  }
  const passages = contents.reduce((sum, indexed) => sum + indexed.passages.length, 0);
  if (contents.length === totals.articles && passages === totals.passages) return { ...generation, contents };
  if (!(await isThere(database, id))) return null;
  throw indexDamaged(
    where,
    `holds ${contents.length} articles of ${totals.articles}, ${passages} passages of ${totals.passages}`,
  );
}

function sensible<T>(where: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw indexDamaged(where, 'makes no sense', parsed.error);
  return parsed.data;
}
