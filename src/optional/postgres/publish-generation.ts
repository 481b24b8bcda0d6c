import { indexDamaged } from '../../index/storage/index-errors.js';
import { newGenerationName } from '../../index/storage/generations.js';
import type { IndexContents } from '../../index/index-store.js';
import { putArticles } from './article-rows.js';
import type { Session } from './database.js';
import { createGraph } from './nearest-vectors.js';
import { readPointer } from './stored-generations.js';
import { batchesOf, KEYS_AT_ONCE, putVectors, takeFromProgress } from './vector-rows.js';

/** What PostgreSQL says of a passage whose vector is not there. */
const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Publishes a generation in one transaction: whatever fails, readers get the one before. The one before stays, to go back
 * to; what only older ones had is removed.
 *
 * @returns the name of the new generation.
 */
export async function publishGeneration(
  session: Session,
  place: string,
  contents: IndexContents,
): Promise<string> {
  checkVectors(contents);
  return await session.transaction(async () => {
    await storeVectors(session, contents);
    const versions = await orVectorMissing(place, () => putArticles(session, contents.articles));
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

async function storeVectors(session: Session, { articles, vectors }: IndexContents): Promise<void> {
  const wanted = new Set(articles.flatMap(({ passages }) => passages.map(({ key }) => key)));
  const given = new Map([...vectors].filter(([key]) => wanted.has(key)));
  const taken = await takeFromProgress(session, [...given.keys()]);
  await putVectors(
    session,
    'vectors',
    [...given].filter(([key]) => !taken.has(key)),
  );
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

async function orVectorMissing<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === FOREIGN_KEY_VIOLATION;
    throw isMissing ? indexDamaged(`the index in ${place}`, 'lacks the vector of a passage', error) : error;
  }
}
