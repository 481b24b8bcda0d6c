import type { Queries } from './database.js';
import { encodeVector } from './vector-codec.js';

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

/** The wanted vectors nearest to the one given, best first, by comparing them all. */
export async function exactlyNearest(queries: Queries, wanted: Wanted): Promise<NearKey[]> {
  return await queries.query<NearKey>(EXACT, valuesOf(wanted));
}

/** The same through the graph: some may be missing, and there may be fewer than there are. */
export async function roughlyNearest(queries: Queries, wanted: Wanted): Promise<NearKey[]> {
  return await queries.query<NearKey>(approximate(wanted.vector.length), valuesOf(wanted));
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

function valuesOf({ vector, generation, limit, articleIds }: Wanted): unknown[] {
  return [encodeVector(vector), generation, limit, articleIds === undefined ? null : [...articleIds]];
}
