import type { Queries } from './database.js';
import { decodeVector, encodeVector } from './vector-codec.js';

/** The tables that hold vectors by key. */
type VectorTable = 'vectors' | 'embedding_progress';

/** Vectors sent at once: two parameters each, of which PostgreSQL takes 65,535. */
const VECTORS_AT_ONCE = 1_000;
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
