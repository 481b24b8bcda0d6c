import { indexDamaged } from '../../index/storage/index-errors.js';
import { newGenerationName } from '../../index/storage/generations.js';
import type { IndexContents, IndexedArticle } from '../../index/passage-index.js';
import type { Session, Queries } from './database.js';
import {
  createGraph,
  batchesOf,
  KEYS_AT_ONCE,
  putVectors,
  takeFromProgress,
  VECTORS_AT_ONCE,
} from './vectors.js';
import { readPointer } from './postgres-index.js';
import { hash } from 'node:crypto';
import { toStoredPassages } from '../../index/storage/generation-files.js';
import { hasErrorCode } from '../../lib/errors.js';

/** What PostgreSQL says of a passage whose vector is not there. */
const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Publishes a generation in one transaction: whatever fails, readers get the one before. The one before stays, to go back
 * to; what only older ones had is removed.
 *
 * @param check - called within the transaction; throws where this session may not publish
 * @param onStored - hears how many of the new vectors are stored
 * @returns the name of the new generation.
 */
export async function publishGeneration(
  session: Session,
  place: string,
  contents: IndexContents,
  check: () => Promise<void>,
  onStored?: (done: number, total: number) => void,
): Promise<string> {
  checkVectors(contents);
  return await session.transaction(async () => {
    await check();
    await storeVectors(session, contents, onStored);
    const versions = await putArticles(session, contents.articles).catch((error: unknown) => {
      if (!hasErrorCode(error, FOREIGN_KEY_VIOLATION)) throw error;
      throw indexDamaged(`the index in ${place}`, 'lacks the vector of a passage', error);
    });
    const { id, name } = await insertGeneration(session, contents, versions);
    await createGraph(session, contents.identity.dimensions);
    const before = await keptBefore(session, contents.builtFrom);
    await session.query(
      `INSERT INTO dan_nguon.published (current, before) VALUES ($1, $2)
       ON CONFLICT (only_row) DO UPDATE SET current = excluded.current, before = excluded.before`,
      [id, before],
    );
    await removeAllBut(session, before === null ? [id] : [id, before]);
    // Readers come before the server would take stock by itself, and without that their first searches take a hundred times as long.
    await session.query(
      'ANALYZE dan_nguon.vectors, dan_nguon.passages, dan_nguon.article_versions, dan_nguon.generation_articles',
    );
    return name;
  });
}

/** What is wrong with `contents` is a defect of whoever made them, and costs no transaction. */
function checkVectors({ articles, vectors, takenOver, identity: { dimensions } }: IndexContents): void {
  const there = new Set(
    takenOver?.articles.flatMap((indexed) => indexed.passages.map(({ key }) => key)) ?? [],
  );
  for (const { article, passages } of articles) {
    for (const { passage, key } of passages) {
      const vector = vectors.get(key);
      if (vector?.length === dimensions || (vector === undefined && there.has(key))) continue;
      const found = vector === undefined ? 'no vector' : `a vector of ${vector.length} dimensions`;
      throw new Error(`Passage ${passage.ordinal} of ${article.path} has ${found}; expected ${dimensions}.`);
    }
  }
}

async function storeVectors(
  session: Session,
  { articles, vectors }: IndexContents,
  onStored?: (done: number, total: number) => void,
): Promise<void> {
  const wanted = new Set(articles.flatMap(({ passages }) => passages.map(({ key }) => key)));
  const given = new Map([...vectors].filter(([key]) => wanted.has(key)));
  let done = 0;
  for (const batch of batchesOf([...given], VECTORS_AT_ONCE)) {
    const taken = await takeFromProgress(
      session,
      batch.map(([key]) => key),
    );
    await putVectors(
      session,
      'vectors',
      batch.filter(([key]) => !taken.has(key)),
    );
    done += batch.length;
    onStored?.(done, given.size);
  }
}

async function insertGeneration(
  session: Session,
  { articles, builtAt, identity }: IndexContents,
  versions: readonly number[],
): Promise<{ readonly id: number; readonly name: string }> {
  const names = await session.query<{ name: string }>('SELECT name FROM dan_nguon.generations');
  const name = newGenerationName(
    builtAt,
    names.map((row) => row.name),
  );
  const passages = articles.reduce((sum, indexed) => sum + indexed.passages.length, 0);
  const [row] = await session.query<{ id: number }>(
    `INSERT INTO dan_nguon.generations (name, identity, built_at, articles, passages)
     VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [name, JSON.stringify(identity), builtAt, articles.length, passages],
  );
  if (row === undefined) throw new Error('The database gave no number for the generation.');
  const members = articles.map(({ article }, at) => ({ id: article.id, place: at, version: versions[at] }));
  for (const batch of batchesOf(members, KEYS_AT_ONCE)) {
    await session.query(
      `INSERT INTO dan_nguon.generation_articles (generation, place, article_id, version)
       SELECT $1, * FROM unnest($2::integer[], $3::text[], $4::integer[])`,
      [row.id, batch.map((one) => one.place), batch.map((one) => one.id), batch.map((one) => one.version)],
    );
  }
  return { id: row.id, name };
}

/** The generation to keep as the one before; null when there is none. */
async function keptBefore(session: Session, builtFrom: string | undefined): Promise<number | null> {
  if (builtFrom !== undefined) {
    const [row] = await session.query<{ id: number }>(
      'SELECT id FROM dan_nguon.generations WHERE name = $1',
      [builtFrom],
    );
    if (row !== undefined) return row.id;
  }
  return (await readPointer(session))?.current ?? null;
}

async function removeAllBut(session: Session, generations: readonly number[]): Promise<void> {
  await session.query('DELETE FROM dan_nguon.generations WHERE id <> ALL ($1::integer[])', [generations]);
  await session.query(
    `DELETE FROM dan_nguon.article_versions v
     WHERE NOT EXISTS (SELECT FROM dan_nguon.generation_articles g WHERE g.version = v.version)`,
  );
  await session.query(
    `DELETE FROM dan_nguon.vectors v
     WHERE NOT EXISTS (SELECT FROM dan_nguon.passages p WHERE p.key = v.key)`,
  );
}

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
async function putArticles(queries: Queries, articles: readonly IndexedArticle[]): Promise<number[]> {
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
  const digest = hash('sha256', `${article}\0${passages}`);
  return { article, passages, digest, keys: indexed.passages.map(({ key }) => key) };
}
