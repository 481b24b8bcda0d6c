import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { identityFor, type IndexContents, type IndexStore } from '../src/index/passage-index.js';
import { openIndex, withIndexStore, type IndexLocation } from '../src/index/open-index.js';
import { migrate } from '../src/optional/postgres/tables.js';
import { Database } from '../src/optional/postgres/database.js';
import { postgresPassageIndex, readCurrent } from '../src/optional/postgres/postgres-index.js';
import { passageKey } from '../src/index/gather-articles.js';
import { cutParagraphs, fakeArticle } from './support/fake-corpus.js';
import { unit } from './support/fake-embedder.js';
import { startEngine, type TestDatabase } from './support/postgres-server.js';
import { TcpProxy } from './support/tcp-proxy.js';

const DIMENSIONS = 64;
const identity = identityFor({ name: 'm', fingerprint: 'f', dimensions: DIMENSIONS }, 'c');
const now = () => new Date(Date.UTC(2031, 0, 1));

let engine: TestDatabase;
let location: IndexLocation;
beforeAll(async () => {
  engine = await startEngine();
  location = { kind: 'database', url: engine.url };
}, 180_000);
afterAll(() => engine.close());

const withStore = <T>(work: (store: IndexStore) => Promise<T>) => withIndexStore(location, now, work);
const publish = (contents: IndexContents) =>
  withStore((store) => store.exclusively(() => store.publish(contents)));
const open = () => openIndex(location, identity);

/** Numbers from -1 to 1, the same on every run: a linear congruential generator (Numerical Recipes' constants). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Vectors around so many directions, as those of articles gather around what they tell of. */
function topicalVectors(seed: number): (at: number) => Float32Array {
  const next = numbers(seed);
  const topics = Array.from({ length: 40 }, () => Array.from({ length: DIMENSIONS }, next));
  return (at) => unit((topics[at % topics.length] ?? []).map((element) => element + 0.7 * next()));
}

/** Articles of ten passages each, numbered from `from` on. */
function articlesOf(from: number, count: number, vectorOf = topicalVectors(from + 1)): IndexContents {
  const indexed = Array.from({ length: count }, (_, at) => {
    const paragraphs = Array.from({ length: 10 }, (__, ordinal) => `passage ${from + at}.${ordinal}`);
    const article = fakeArticle(
      `${String(from + at).padStart(5, '0')}.md`,
      `Article ${from + at}`,
      paragraphs,
    );
    return {
      article,
      passages: cutParagraphs(article).map((passage) => ({ passage, key: passageKey('f', passage.text) })),
    };
  });
  const keys = indexed.flatMap(({ passages }) => passages.map(({ key }) => key));
  return {
    identity,
    builtAt: now(),
    articles: indexed,
    vectors: new Map(keys.map((key, at) => [key, vectorOf(at)])),
  };
}

async function count(table: string): Promise<number> {
  const [row] = await engine.run(`SELECT count(*)::integer AS count FROM dan_nguon.${table}`);
  return Number(row?.['count']);
}

describe('a database', () => {
  beforeEach(() => engine.clear());

  test('that was not prepared says what to run', async () => {
    const unprepared = {
      code: 'database-unprepared',
      message: expect.stringMatching(/127\.0\.0\.1:\d+\/postgres /u) as string,
      hint: expect.stringContaining('npm run migrate') as string,
    };
    await expect(open()).rejects.toMatchObject(unprepared);
    await expect(withStore((store) => store.published())).rejects.toMatchObject(unprepared);
  });

  test('is prepared once, by however many at the same time, and keeps what it has', async () => {
    const both = await Promise.all([migrate(engine.url), migrate(engine.url)]);
    expect(both.map(({ from, to }) => [from, to]).sort()).toEqual([
      [0, 2],
      [2, 2],
    ]);
    await publish(articlesOf(0, 1));
    expect(await migrate(engine.url)).toMatchObject({ from: 2, to: 2 });
    expect((await open()).articles).toHaveLength(1);
  });

  test('of a newer version of the program is left alone', async () => {
    await migrate(engine.url);
    await engine.run('INSERT INTO dan_nguon.migrations (version) VALUES (99)');
    await expect(open()).rejects.toMatchObject({
      code: 'database-unprepared',
      message: expect.stringContaining('newer version of this program (99, not 2)') as string,
    });
    expect(await migrate(engine.url)).toMatchObject({ from: 99, to: 99 });
  });

  test('of an older version is brought to this one with all that it holds', async () => {
    expect(await migrate(engine.url, 1)).toMatchObject({ from: 0, to: 1 });
    await expect(open()).rejects.toMatchObject({ code: 'database-unprepared' });
    expect(await migrate(engine.url)).toMatchObject({ from: 1, to: 2 });
    await publish(articlesOf(0, 2));
    const before = await open();
    const query = topicalVectors(1)(3);
    const nearest = await before.nearest(query, 5);
    // As the version before would have left it.
    await engine.run(`
      DELETE FROM dan_nguon.migrations WHERE version = 2;
      ALTER TABLE dan_nguon.vectors RESET (toast_tuple_target);
    `);
    expect(await migrate(engine.url)).toMatchObject({ from: 1, to: 2 });
    const after = await open();
    expect([after.generation, after.passages]).toEqual([before.generation, before.passages]);
    expect(await after.nearest(query, 5)).toEqual(nearest);
    expect(
      await engine.run(`SELECT reloptions FROM pg_class WHERE oid = 'dan_nguon.vectors'::regclass`),
    ).toEqual([{ reloptions: ['toast_tuple_target=8160'] }]);
  });

  test('is prepared in two steps, each by who may, and each says who that is', async () => {
    const bare = await startEngine();
    onTestFinished(() => bare.close());
    await bare.run('CREATE ROLE owner');
    // All connections to the engine share a session.
    const as = (role: string) => bare.run(`SET SESSION AUTHORIZATION ${role}`);
    await as('owner');
    await expect(migrate(bare.url)).rejects.toMatchObject({
      code: 'database-refused',
      hint: expect.stringContaining('superuser of that server run `CREATE EXTENSION vector`') as string,
    });
    await as('postgres');
    await bare.run('CREATE EXTENSION vector');
    await as('owner');
    await expect(migrate(bare.url)).rejects.toMatchObject({
      code: 'database-refused',
      hint: expect.stringContaining('GRANT CREATE ON DATABASE') as string,
    });
    await as('postgres');
    await bare.run('GRANT CREATE ON DATABASE postgres TO owner');
    await as('owner');
    expect(await migrate(bare.url)).toMatchObject({ from: 0, to: 2 });
  }, 180_000);

  test('that is not there is named without its password', async () => {
    const url = 'postgres://somebody:made-up-secret@127.0.0.1:9/nowhere';
    const opening = openIndex({ kind: 'database', url }, identity);
    await expect(opening).rejects.toMatchObject({
      code: 'database-unreachable',
      message: expect.stringContaining('127.0.0.1:9/nowhere') as string,
    });
    await expect(opening).rejects.not.toThrow(/made-up-secret/u);
  });

  test('without pgvector says so, and gets no tables', async () => {
    const bare = await startEngine({ hasVector: false });
    onTestFinished(() => bare.close());
    await expect(migrate(bare.url)).rejects.toMatchObject({
      code: 'database-unprepared',
      message: expect.stringContaining('does not have the extension pgvector') as string,
    });
    expect(await bare.run(`SELECT FROM pg_namespace WHERE nspname = 'dan_nguon'`)).toEqual([]);
  }, 180_000);
});

describe('publishing', () => {
  beforeEach(async () => {
    await engine.clear();
    await migrate(engine.url);
  });

  test('that fails halfway leaves nothing', async () => {
    const generation = await publish(articlesOf(0, 2));
    await engine.run(`
      CREATE FUNCTION dan_nguon.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'out of luck'; END $$;
      CREATE TRIGGER fail BEFORE UPDATE ON dan_nguon.published EXECUTE FUNCTION dan_nguon.fail();
    `);
    await expect(publish(articlesOf(1, 3))).rejects.toThrow('out of luck');
    expect(await Promise.all([count('vectors'), count('article_versions'), count('generations')])).toEqual([
      20, 2, 1,
    ]);
    expect((await open()).generation).toBe(generation);
    await engine.run('DROP TRIGGER fail ON dan_nguon.published');
    await publish(articlesOf(1, 3));
  });

  test('sends nothing again that is there', async () => {
    const rowsOf = (table: string, key: string) =>
      engine.run(`SELECT ctid, xmin, encode(${key}, 'hex') AS key FROM dan_nguon.${table} ORDER BY ${key}`);
    await publish(articlesOf(0, 3));
    const before = [await rowsOf('vectors', 'key'), await rowsOf('article_versions', 'digest')];
    await withStore((store) =>
      store.exclusively(async () => {
        const takenOver = await store.published();
        if (takenOver === null) throw new Error('Nothing is published.');
        const { articles } = articlesOf(0, 4);
        const { vectors } = articlesOf(3, 1);
        await (await store.embeddingProgress()).keep(vectors);
        const kept = await engine.run('SELECT min(ctid) AS ctid FROM dan_nguon.embedding_progress');
        expect(kept).toHaveLength(1);
        await store.publish({ identity, builtAt: now(), articles, vectors, takenOver });
      }),
    );
    const after = [await rowsOf('vectors', 'key'), await rowsOf('article_versions', 'digest')];
    for (const [at, rows] of before.entries()) expect(after[at]).toEqual(expect.arrayContaining(rows));
    expect(after.map((rows) => rows.length)).toEqual([40, 4]);
  });

  test('removes what only older generations had, and a reader of those is told', async () => {
    await publish(articlesOf(0, 1));
    const reader = await open();
    await publish(articlesOf(1, 1));
    expect(await reader.nearest(topicalVectors(1)(0), 3)).toHaveLength(3);
    await publish(articlesOf(2, 1));
    expect(await Promise.all([count('vectors'), count('article_versions'), count('generations')])).toEqual([
      20, 2, 2,
    ]);
    await expect(reader.nearest(topicalVectors(1)(0), 3)).rejects.toMatchObject({ code: 'index-missing' });
  });
});

describe('a generation that somebody has spoilt', () => {
  const spoil = (generation: string) =>
    engine.run(
      `DELETE FROM dan_nguon.generation_articles g USING dan_nguon.generations n
       WHERE g.generation = n.id AND n.name = '${generation}' AND g.place = 1`,
    );
  beforeEach(async () => {
    await engine.clear();
    await migrate(engine.url);
  });

  test('is passed over for the one before, which says so', async () => {
    const first = await publish(articlesOf(0, 2));
    const second = await publish(articlesOf(2, 2));
    await spoil(second);
    const index = await open();
    expect(index).toMatchObject({ generation: first, damage: { code: 'index-damaged' } });
    expect(index.damage?.message).toContain(second);
    expect(await withStore((store) => store.published())).toMatchObject({ generation: first });
  });

  test('is not opened where there is none before', async () => {
    await spoil(await publish(articlesOf(0, 2)));
    await expect(open()).rejects.toMatchObject({ code: 'index-damaged' });
    await expect(withStore((store) => store.published())).rejects.toMatchObject({ code: 'index-damaged' });
    await publish(articlesOf(0, 2));
    expect((await open()).articles).toHaveLength(2);
  });
});

describe('2,000 passages, beside as many of the generation before', () => {
  const ARTICLES = 200;
  const LIMIT = 100;
  const QUERIES = 25;

  beforeAll(async () => {
    await engine.clear();
    await migrate(engine.url);
    await publish(articlesOf(0, ARTICLES));
    await publish(articlesOf(ARTICLES, ARTICLES));
  }, 180_000);

  test.each([1, 0.5, 0.1, 0.02])('are found through the graph, in a share of %f of them', async (share) => {
    const database = new Database(engine.url, 1);
    onTestFinished(() => database.close());
    const generation = await readCurrent(database);
    if (generation === null) throw new Error('Nothing is published.');
    const exact = postgresPassageIndex(database, generation, { ofAll: Infinity, ofSome: Infinity });
    const rough = postgresPassageIndex(database, generation, { ofAll: 0, ofSome: 0 });
    const wanted = exact.articles.slice(0, ARTICLES * share).map(({ id }) => id);
    const articleIds = share === 1 ? undefined : new Set(wanted);
    const queryAt = topicalVectors(7);
    let missed = 0;
    let all = 0;
    for (let at = 0; at < QUERIES; at += 1) {
      const query = queryAt(at);
      const found = new Set((await rough.nearest(query, LIMIT, articleIds)).map(({ position }) => position));
      const nearest = await exact.nearest(query, LIMIT, articleIds);
      expect(nearest).toHaveLength(Math.min(LIMIT, ARTICLES * 10 * share));
      all += nearest.length;
      missed += nearest.filter(({ position }) => !found.has(position)).length;
    }
    expect(1 - missed / all).toBeGreaterThan(0.98);
  });
});

test('a reader says that the database is gone, and goes on when it is back', async () => {
  await engine.clear();
  await migrate(engine.url);
  await publish(articlesOf(0, 2));
  const relay = await TcpProxy.open(engine.url);
  onTestFinished(() => relay.cut());
  const index = await openIndex({ kind: 'database', url: relay.url }, identity);
  const query = topicalVectors(1)(0);
  const nearest = await index.nearest(query, 5);
  expect(nearest).toHaveLength(5);
  await relay.cut();
  await expect(index.nearest(query, 5)).rejects.toMatchObject({ code: 'database-unreachable' });
  await relay.restore();
  expect(await index.nearest(query, 5)).toEqual(nearest);
});
