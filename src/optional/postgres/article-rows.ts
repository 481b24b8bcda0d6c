import { createHash } from 'node:crypto';
import type { IndexedArticle } from '../../index/index-store.js';
import { toStoredPassages } from '../../index/storage/stored-index.js';
import type { Queries } from './database.js';
import { batchesOf, KEYS_AT_ONCE } from './vector-rows.js';

/** Articles sent at once: some megabytes. */
const ARTICLES_AT_ONCE = 200;

/** An article as its row holds it. */
interface ArticleRow {
  readonly article: string;
  readonly passages: string;
  /** SHA-256 (hex) of both. */
  readonly digest: string;
  readonly keys: readonly string[];
}

/**
 * Sees to it that there is a row for each article, sending those that there is none of yet. The vectors of their passages are
 * there already.
 *
 * @returns the rows' numbers, in the order of the articles.
 */
export async function putArticles(queries: Queries, articles: readonly IndexedArticle[]): Promise<number[]> {
  const rows = articles.map(rowOf);
  const versions = await versionsOf(
    queries,
    rows.map(({ digest }) => digest),
  );
  const missing = new Map(rows.flatMap((row) => (versions.has(row.digest) ? [] : [[row.digest, row]])));
  for (const batch of batchesOf([...missing.values()], ARTICLES_AT_ONCE)) {
    const inserted = await queries.query<{ version: number; digest: string }>(
      `INSERT INTO dan_nguon.article_versions (digest, article, passages)
       SELECT * FROM unnest($1::bytea[], $2::json[], $3::json[])
       RETURNING version, encode(digest, 'hex') AS digest`,
      [
        batch.map(({ digest }) => Buffer.from(digest, 'hex')),
        batch.map(({ article }) => article),
        batch.map(({ passages }) => passages),
      ],
    );
    for (const { version, digest } of inserted) versions.set(digest, version);
    const pairs = batch.flatMap(({ digest, keys }) =>
      [...new Set(keys)].map((key) => [Buffer.from(key, 'hex'), versions.get(digest)] as const),
    );
    await queries.query(
      'INSERT INTO dan_nguon.passages (key, version) SELECT * FROM unnest($1::bytea[], $2::integer[])',
      [pairs.map(([key]) => key), pairs.map(([, version]) => version)],
    );
  }
  return rows.map(({ digest }) => {
    const version = versions.get(digest);
    if (version === undefined) throw new Error(`The database gave no row for the article ${digest}.`);
    return version;
  });
}

async function versionsOf(queries: Queries, digests: readonly string[]): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (const batch of batchesOf(digests, KEYS_AT_ONCE)) {
    const found = await queries.query<{ version: number; digest: string }>(
      `SELECT version, encode(digest, 'hex') AS digest
       FROM dan_nguon.article_versions WHERE digest = ANY ($1::bytea[])`,
      [batch.map((digest) => Buffer.from(digest, 'hex'))],
    );
    for (const { version, digest } of found) versions.set(digest, version);
  }
  return versions;
}

function rowOf(indexed: IndexedArticle): ArticleRow {
  const article = JSON.stringify(indexed.article);
  const passages = JSON.stringify(toStoredPassages(indexed));
  const digest = createHash('sha256').update(article).update('\0').update(passages).digest('hex');
  return { article, passages, digest, keys: indexed.passages.map(({ key }) => key) };
}
