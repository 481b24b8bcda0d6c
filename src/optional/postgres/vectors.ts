import { ASKED_WITHIN, type Database, type Queries, type Session } from './database.js';

/** The tables that hold vectors by key. */
type VectorTable = 'vectors' | 'embedding_progress';

/** Vectors sent at once: two parameters each, of which PostgreSQL takes 65,535. */
export const VECTORS_AT_ONCE = 1_000;
/** Keys named at once. */
export const KEYS_AT_ONCE = 10_000;

/** Puts vectors, by key in hex, into a table, over those that it has. An equal one is left as it is, and so is the graph. */
export async function putVectors(
  queries: Queries,
  table: VectorTable,
  vectors: Iterable<readonly [key: string, vector: Float32Array]>,
): Promise<void> {
  for (const batch of batchesOf([...vectors], VECTORS_AT_ONCE)) {
    const rows = batch.map((_, at) => `($${2 * at + 1}::bytea, $${2 * at + 2}::vector)`);
    await queries.query(
      `INSERT INTO dan_nguon.${table} (key, embedding) VALUES ${rows.join(', ')}
       ON CONFLICT (key) DO UPDATE SET embedding = excluded.embedding
       WHERE ${table}.embedding IS DISTINCT FROM excluded.embedding`,
      batch.flatMap(([key, vector]) => [Buffer.from(key, 'hex'), encodeVector(vector)]),
    );
  }
}

/** The vectors of a table under those of `keys` that it has; all when left out. */
export async function readVectors(
  queries: Queries,
  table: VectorTable,
  keys?: readonly string[],
): Promise<Map<string, Float32Array>> {
  const select = `SELECT encode(key, 'hex') AS key, vector_send(embedding) AS bytes FROM dan_nguon.${table}`;
  const batches = keys === undefined ? [undefined] : batchesOf(keys, VECTORS_AT_ONCE);
  const vectors = new Map<string, Float32Array>();
  for (const batch of batches) {
    const rows = await queries.query<{ key: string; bytes: Buffer }>(
      batch === undefined ? select : `${select} WHERE key = ANY ($1::bytea[])`,
      batch === undefined ? [] : [batch.map((key) => Buffer.from(key, 'hex'))],
    );
    for (const { key, bytes } of rows) vectors.set(key, decodeVector(bytes));
  }
  return vectors;
}

/** Makes vectors that a run has kept those of the index, without their being sent again; gives the keys of all such. */
export async function takeFromProgress(
  queries: Queries,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  for (const batch of batchesOf(keys, KEYS_AT_ONCE)) {
    const rows = await queries.query<{ key: string }>(
      `WITH kept AS (
         SELECT key, embedding FROM dan_nguon.embedding_progress WHERE key = ANY ($1::bytea[])
       ), taken AS (
         INSERT INTO dan_nguon.vectors (key, embedding) SELECT key, embedding FROM kept
         ON CONFLICT (key) DO UPDATE SET embedding = excluded.embedding
         WHERE vectors.embedding IS DISTINCT FROM excluded.embedding
       )
       SELECT encode(key, 'hex') AS key FROM kept`,
      [batch.map((key) => Buffer.from(key, 'hex'))],
    );
    for (const { key } of rows) taken.add(key);
  }
  return taken;
}

/** `items` in order, at most `length` at once. */
export function batchesOf<T>(items: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, at) =>
    items.slice(at * length, (at + 1) * length),
  );
}

/** Which vectors are wanted, and how near to what. */
export interface Wanted {
  /** Of the generation that is read. */
  readonly generation: number;
  readonly vector: Float32Array;
  readonly limit: number;
  /** Ids of the articles to search; all, when undefined. */
  readonly articleIds: ReadonlySet<string> | undefined;
}

/** The key of a vector, in hex, and its cosine distance, 0 to 2. */
export interface NearKey {
  readonly key: string;
  readonly distance: number;
}

/** Compares every vector wanted. The CTE is materialized so that no plan takes the graph instead, which may miss some. */
const EXACT = `
  WITH wanted AS MATERIALIZED (
    SELECT DISTINCT p.key
    FROM dan_nguon.generation_articles g JOIN dan_nguon.passages p USING (version)
    WHERE g.generation = $2 AND ($4::text[] IS NULL OR g.article_id = ANY ($4))
  )
  SELECT encode(v.key, 'hex') AS key, v.embedding <=> $1::vector AS distance
  FROM wanted JOIN dan_nguon.vectors v USING (key)
  ORDER BY distance
  LIMIT $3
`;

/**
 * Goes through the graph, past vectors that are not wanted. A subquery and no join: what is wanted is looked up for the vectors
 * come across, and never put together for all.
 */
const approximate = (dimensions: number) => `
  SELECT encode(v.key, 'hex') AS key, v.embedding::vector(${dimensions}) <=> $1::vector AS distance
  FROM dan_nguon.vectors v
  WHERE vector_dims(v.embedding) = ${dimensions} AND (
    SELECT true
    FROM dan_nguon.passages p JOIN dan_nguon.generation_articles g USING (version)
    WHERE p.key = v.key AND g.generation = $2 AND ($4::text[] IS NULL OR g.article_id = ANY ($4))
    LIMIT 1
  )
  ORDER BY v.embedding::vector(${dimensions}) <=> $1::vector
  LIMIT $3
`;

/**
 * Candidates that a search through the graph keeps, and that it goes on where the filter leaves too few of them: without
 * that, half of what is nearest is missing as soon as half of the vectors are another generation's (docs/scaling.md).
 * `relaxed_order` misses fewer than `strict_order`; who asks puts them in order.
 */
const THROUGH_THE_GRAPH = { 'hnsw.ef_search': 1_000, 'hnsw.iterative_scan': 'relaxed_order' } as const;
/** The server, too, gives up what nobody waits for any more. */
const IN_TIME = { statement_timeout: ASKED_WITHIN };

/**
 * The wanted vectors nearest to the one given, best first.
 *
 * @param way - by comparing them all, or through the graph: then some may be missing, and there may be fewer than there are
 */
export async function nearestKeys(
  database: Pick<Database, 'queryUnder'>,
  { vector, generation, limit, articleIds }: Wanted,
  way: 'exact' | 'approximate',
): Promise<NearKey[]> {
  return await database.queryUnder<NearKey>(
    way === 'exact' ? IN_TIME : { ...IN_TIME, ...THROUGH_THE_GRAPH },
    way === 'exact' ? EXACT : approximate(vector.length),
    [encodeVector(vector), generation, limit, articleIds === undefined ? null : [...articleIds]],
    ASKED_WITHIN,
  );
}

/**
 * Makes the graph over all vectors of one length, where there is none yet. Later ones of that length are added to it as they
 * come; those of another model that has the same length are passed over like those of other articles.
 */
export async function createGraph(queries: Queries, dimensions: number): Promise<void> {
  // What pgvector makes graphs of; longer vectors are compared one by one.
  if (dimensions > 2_000) return;
  await queries.query(`
    CREATE INDEX IF NOT EXISTS vectors_nearest_${dimensions} ON dan_nguon.vectors
    USING hnsw ((embedding::vector(${dimensions})) vector_cosine_ops)
    WITH (m = 16, ef_construction = 128)
    WHERE vector_dims(embedding) = ${dimensions}
  `);
}

/*
 * How pgvector sends and receives a vector: the number of dimensions and an unused number (2 bytes each), then the elements
 * (4 bytes each), all big-endian. As bytes it takes a third of the text that JSON would make of it, and is exact.
 */
const HEADER_BYTES = 4;
const ELEMENT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** A vector as the binary value of a parameter of the type `vector`. */
export function encodeVector(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + vector.length * ELEMENT_BYTES);
  bytes.writeUInt16BE(vector.length);
  for (const [at, element] of vector.entries())
    bytes.writeFloatBE(element, HEADER_BYTES + at * ELEMENT_BYTES);
  return bytes;
}

/** A vector from what pgvector's `vector_send` gives. */
export function decodeVector(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.readUInt16BE() }, (_, at) =>
    bytes.readFloatBE(HEADER_BYTES + at * ELEMENT_BYTES),
  );
}

/** Milliseconds for it: it looks through the whole graph. */
const VACUUM_WITHIN = 3_600_000;

/**
 * Frees the room of what is gone, in the tables and in the graph: a search walks through the dead, and finds fewer of the living. That it
 * fails, as where somebody else is at it, costs nothing but room.
 */
export async function tidyUp(session: Session): Promise<void> {
  try {
    await session.query('SET statement_timeout = 0');
    await session.query('VACUUM dan_nguon.vectors', [], VACUUM_WITHIN);
  } catch {
    // The next publishing tries again, and so does the server's own.
  }
}
