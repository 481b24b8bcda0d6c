import { z } from 'zod';
import { indexDamaged, isIndexDamage } from '../../index/storage/index-errors.js';
import { INDEX_FORMAT_VERSION, indexIncompatible, type IndexIdentity } from '../../index/passage-index.js';
import type { IndexedArticle } from '../../index/index-store.js';
import {
  articleSchema,
  fromStored,
  identitySchema,
  passagesSchema,
} from '../../index/storage/generation-files.js';
import type { UserError } from '../../lib/errors.js';
import { ASKED_WITHIN, type Database, type Queries } from './database.js';

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
export async function isThere(queries: Queries, id: number): Promise<boolean> {
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
