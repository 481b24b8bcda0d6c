import { readFileSync } from 'node:fs';
import { openDatabase, type Database, type Session } from '../../src/optional/postgres/database.js';
import {
  createGraph,
  nearestKeys,
  putVectors,
  batchesOf,
  type NearKey,
} from '../../src/optional/postgres/vectors.js';
import { VectorTable } from '../../src/index/storage/vector-table.js';
import { percentile } from '../benchmark/order-statistics.js';
import { migrate } from '../../src/optional/postgres/tables.js';
import { text, wholeNumber, flag, runProgram } from '../../src/terminal/run-program.js';

const PROGRAM = {
  command: 'npm --prefix lab run measure-vectors',
  about:
    'Measures how fast and how completely the nearest vectors are found: in memory, as of an index in a folder, and in a PostgreSQL database, ' +
    'compared one by one and through the graph. It throws the schema dan_nguon of that database away.',
  options: {
    url: text('URL', 'the database to measure; left out, memory alone is'),
    vectors: wholeNumber('vectors of the generation that is read', { to: 10_000_000, fallback: 10_000 }),
    replaced: wholeNumber('percent as many of the generation before beside them', {
      from: 0,
      to: 100,
      fallback: 50,
    }),
    dimensions: wholeNumber('elements of a vector', { to: 2_000, fallback: 512 }),
    queries: wholeNumber('queries', { fallback: 40 }),
    'no-graph': flag('measure only the comparing one by one'),
  },
};

const PASSAGES_PER_ARTICLE = 10;
const TOPICS = 200;

await runProgram(PROGRAM, async ({ options }) => {
  const { url, vectors: count, replaced, dimensions, queries } = options;
  const vectorOf = topicalVectors(dimensions);
  if (url === undefined) {
    const figures = timedInMemory(count, dimensions, queries, vectorOf);
    process.stdout.write(`${JSON.stringify({ vectors: count, dimensions, way: 'in memory', ...figures })}\n`);
    return;
  }
  // One connection, so that one process of the server does all the work.
  const database = openDatabase(url, 1);
  try {
    const session = await database.session();
    await session.query('DROP SCHEMA IF EXISTS dan_nguon CASCADE');
    session.end();
    await migrate(url);
    const others = Math.round((count * replaced) / 100);
    await fill(database, { count, others, dimensions, vectorOf });
    const asked = Array.from({ length: queries }, (_, at) => vectorOf(count + others + at));
    const tell = (row: object) =>
      process.stdout.write(`${JSON.stringify({ vectors: count, others, dimensions, ...row })}\n`);
    const [size] = await database.query<{ table: string }>(
      `SELECT pg_size_pretty(pg_table_size('dan_nguon.vectors')) AS table`,
    );
    const exact = await timed(database, asked, 'exact', count);
    tell({ way: 'one by one', ...exact.figures, size });
    if (options['no-graph']) return;
    const began = performance.now();
    // The other connection asks meanwhile whether the server still answers, as that of a reindex does.
    const builder = openDatabase(url, 2);
    await within(builder, (graph) => graph.transaction(() => createGraph(graph, dimensions))).finally(() =>
      builder.close(),
    );
    const built = (performance.now() - began) / 1000;
    const graph = await timed(database, asked, 'approximate', count);
    tell({
      way: 'graph',
      builtSeconds: Math.round(built),
      ...graph.figures,
      ...recalls(exact.found, graph.found),
    });
  } finally {
    await database.close();
  }
});

async function within<T>(database: Database, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await database.session();
  try {
    return await work(session);
  } finally {
    session.end();
  }
}

/** All vectors compared, as those of an index in a folder are. */
function timedInMemory(
  count: number,
  dimensions: number,
  queries: number,
  vectorOf: (at: number) => Float32Array,
): object {
  const table = new VectorTable(count, dimensions);
  for (let at = 0; at < count; at++) table.set(at, vectorOf(at));
  const times = Array.from({ length: queries + 1 }, (_, at) => {
    const query = vectorOf(count + at);
    const began = performance.now();
    table.nearest(query, Math.min(100, count));
    return performance.now() - began;
  });
  return timesOf(times);
}

/** Rows as a publishing makes them, without texts. */
async function fill(
  database: Database,
  of: { count: number; others: number; dimensions: number; vectorOf: (at: number) => Float32Array },
): Promise<void> {
  const keyOf = (at: number) => at.toString(16).padStart(64, '0');
  const all = of.count + of.others;
  await within(database, (session) =>
    session.transaction(async () => {
      for (const batch of batchesOf(
        Array.from({ length: all }, (_, at) => at),
        10_000,
      )) {
        await putVectors(
          session,
          'vectors',
          batch.map((at) => [keyOf(at), of.vectorOf(at)] as const),
        );
      }
      await session.query(
        `INSERT INTO dan_nguon.article_versions (digest, article, passages)
         SELECT int4send(n), '{}', '[]' FROM generate_series(1, $1::integer) n`,
        [Math.ceil(all / PASSAGES_PER_ARTICLE)],
      );
      await session.query(
        `INSERT INTO dan_nguon.passages (key, version)
         SELECT key, (row_number() OVER (ORDER BY key) - 1) / $1::integer + 1 FROM dan_nguon.vectors`,
        [PASSAGES_PER_ARTICLE],
      );
      await session.query(
        `INSERT INTO dan_nguon.generations (name, identity, built_at, articles, passages) VALUES ('g', '{}', now(), 0, 0)`,
      );
      await session.query(
        `INSERT INTO dan_nguon.generation_articles (generation, place, article_id, version)
         SELECT 1, version, version::text, version FROM dan_nguon.article_versions WHERE version <= $1::integer`,
        [Math.ceil(of.count / PASSAGES_PER_ARTICLE)],
      );
    }),
  );
  await within(database, (session) => session.query('VACUUM ANALYZE', [], 3_600_000));
}

async function timed(
  database: Database,
  asked: readonly Float32Array[],
  way: 'exact' | 'approximate',
  count: number,
): Promise<{ readonly found: NearKey[][]; readonly figures: object }> {
  const found: NearKey[][] = [];
  let cpuBefore: number | null = null;
  const times: number[] = [];
  const wanted = { generation: 1, limit: Math.min(100, count), articleIds: undefined };
  for (const vector of [asked[0] ?? new Float32Array(), ...asked]) {
    if (found.length === 1) cpuBefore = await serverCpuMs(database);
    const began = performance.now();
    found.push(await nearestKeys(database, { ...wanted, vector }, way));
    times.push(performance.now() - began);
  }
  const cpu = await serverCpuMs(database);
  const cpuMs = cpu === null || cpuBefore === null ? null : (cpu - cpuBefore) / asked.length;
  return { found: found.slice(1), figures: { ...timesOf(times), serverCpuMs: cpuMs } };
}

/** The first of some times, in milliseconds, and those of the others in the middle and at the 95th percentile. */
function timesOf([first = NaN, ...others]: readonly number[]): object {
  const at = (share: number) => Number(percentile(others, share).toFixed(1));
  return { firstMs: Math.round(first), medianMs: at(0.5), p95Ms: at(0.95) };
}

/** Milliseconds of processor that the server's process behind the connection has had; null where it is on another machine. */
async function serverCpuMs(database: Database): Promise<number | null> {
  const [row] = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  try {
    const fields = readFileSync(`/proc/${row?.pid ?? 0}/stat`, 'utf8')
      .replace(/^.*\) /u, '')
      .split(' ');
    // In clock ticks, 100 a second on Linux, after the process's name: user and system time.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}

/** Share of the nearest 10 and 100 that were found. */
function recalls(exact: readonly NearKey[][], found: readonly NearKey[][]): Record<string, number> {
  const recallAt = (limit: number) => {
    const shares = exact.map((nearest, at) => {
      const keys = new Set((found[at] ?? []).slice(0, limit).map(({ key }) => key));
      return (
        nearest.slice(0, limit).filter(({ key }) => keys.has(key)).length / Math.min(limit, nearest.length)
      );
    });
    return Number((shares.reduce((sum, share) => sum + share, 0) / shares.length).toFixed(4));
  };
  return { recallAt10: recallAt(10), recallAt100: recallAt(100) };
}

/** Vectors around so many directions, as those of articles gather around what they tell of; the same on every run. */
function topicalVectors(dimensions: number): (at: number) => Float32Array {
  const numbersOf = (seed: number) => {
    let state = (Math.imul(seed + 1, 2_654_435_761) ^ 0x9e37_79b9) >>> 0;
    return () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 31 - 1;
    };
  };
  const topics = Array.from({ length: TOPICS }, (_, topic) =>
    Array.from({ length: dimensions }, numbersOf(-topic - 2)),
  );
  return (at) => {
    const next = numbersOf(at);
    const vector = (topics[at % TOPICS] ?? []).map((element) => element + 0.7 * next());
    const length = Math.hypot(...vector);
    return Float32Array.from(vector, (element) => element / length);
  };
}
