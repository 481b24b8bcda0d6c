import { readFileSync } from 'node:fs';
import { Database, type Session } from '../../src/optional/postgres/database.js';
import {
  createGraph,
  nearestKeys,
  putVectors,
  batchesOf,
  type NearKey,
} from '../../src/optional/postgres/vectors.js';
import { VectorTable } from '../../src/index/storage/vector-table.js';
import { percentile } from '../benchmark/order-statistics.js';
import { markdownTable } from '../record/markdown-table.js';
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
/** One that writes, and one that asks meanwhile whether the server still answers, as those of a reindex. */
const WRITING_CONNECTIONS = 2;

/** What one way of comparing costs, a row of the table. */
interface WayFigures {
  readonly way: string;
  readonly firstMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Of the database's process; null in memory, and where it is on another machine. */
  readonly serverCpuMs: number | null;
  /** Against all compared. */
  readonly recall?: { readonly at10: number; readonly at100: number };
  readonly builtSeconds?: number;
}

await runProgram(PROGRAM, async ({ options }) => {
  const { url, vectors: count, replaced, dimensions, queries } = options;
  const vectorOf = topicalVectors(dimensions);
  const others = Math.round((count * replaced) / 100);
  const asked = Array.from({ length: queries }, (_, at) => vectorOf(count + others + at));
  const rows: WayFigures[] = [];
  const tell = (figures: WayFigures) => {
    rows.push(figures);
    process.stderr.write(`${JSON.stringify(figures)}\n`);
  };
  tell(timedInMemory(count, dimensions, asked, vectorOf));
  // One connection, so that one process of the server does all the work.
  const database = url === undefined ? undefined : new Database(url, 1);
  try {
    if (url !== undefined && database !== undefined) {
      const session = await database.session();
      await session.query('DROP SCHEMA IF EXISTS dan_nguon CASCADE');
      session.end();
      await migrate(url);
      const writer = new Database(url, WRITING_CONNECTIONS);
      await fill(writer, { count, others, dimensions, vectorOf }).finally(() => writer.close());
      const exact = await timed(database, asked, 'exact', count);
      tell({ way: 'PostgreSQL, one by one', ...exact.figures });
      if (!options['no-graph']) {
        const began = performance.now();
        const builder = new Database(url, WRITING_CONNECTIONS);
        await within(builder, (graph) => graph.transaction(() => createGraph(graph, dimensions))).finally(
          () => builder.close(),
        );
        const builtSeconds = (performance.now() - began) / 1000;
        const graph = await timed(database, asked, 'approximate', count);
        const recall = recalls(exact.found, graph.found);
        tell({ way: 'PostgreSQL, graph', ...graph.figures, recall, builtSeconds });
      }
    }
  } finally {
    await database?.close();
  }
  process.stdout.write(render(`${count} vectors`, rows));
});

function render(title: string, rows: readonly WayFigures[]): string {
  return markdownTable(
    [title, 'first, ms', 'median, ms', '95 %, ms', 'processor, ms', 'recall@10', 'recall@100', 'built in, s'],
    rows.map(({ way, firstMs, medianMs, p95Ms, serverCpuMs, recall, builtSeconds }) => [
      way,
      ...[firstMs, medianMs, p95Ms].map((ms) => ms.toFixed(1)),
      serverCpuMs?.toFixed(0) ?? '',
      recall?.at10.toFixed(4) ?? '',
      recall?.at100.toFixed(4) ?? '',
      builtSeconds?.toFixed(0) ?? '',
    ]),
  );
}

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
  asked: readonly Float32Array[],
  vectorOf: (at: number) => Float32Array,
): WayFigures {
  const table = new VectorTable(count, dimensions);
  for (let at = 0; at < count; at++) table.set(at, vectorOf(at));
  const times = [asked[0] ?? new Float32Array(), ...asked].map((query) => {
    const began = performance.now();
    table.nearest(query, Math.min(100, count));
    return performance.now() - began;
  });
  return { way: 'in memory', ...timesOf(times), serverCpuMs: null };
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
): Promise<{ readonly found: NearKey[][]; readonly figures: Omit<WayFigures, 'way'> }> {
  const found: NearKey[][] = [];
  let cpuBefore: number | null = null;
  const times: number[] = [];
  const wanted = { generation: 1, limit: Math.min(100, count), articleIds: undefined };
  for (const vector of [asked[0] ?? new Float32Array(), ...asked]) {
    if (found.length === 1) cpuBefore = await processorMs(database);
    const began = performance.now();
    found.push(await nearestKeys(database, { ...wanted, vector }, way));
    times.push(performance.now() - began);
  }
  const cpu = await processorMs(database);
  const serverCpuMs = cpu === null || cpuBefore === null ? null : (cpu - cpuBefore) / asked.length;
  return { found: found.slice(1), figures: { ...timesOf(times), serverCpuMs } };
}

/** The first of some times, in milliseconds, and those of the others in the middle and at the 95th percentile. */
function timesOf([firstMs = NaN, ...others]: readonly number[]): Pick<
  WayFigures,
  'firstMs' | 'medianMs' | 'p95Ms'
> {
  return { firstMs, medianMs: percentile(others, 0.5), p95Ms: percentile(others, 0.95) };
}

/** Milliseconds of processor that the server's process behind the connection has had; null where it is on another machine. */
async function processorMs(database: Database): Promise<number | null> {
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
function recalls(exact: readonly NearKey[][], found: readonly NearKey[][]): { at10: number; at100: number } {
  const recallAt = (limit: number) => {
    const shares = exact.map((nearest, at) => {
      const keys = new Set((found[at] ?? []).slice(0, limit).map(({ key }) => key));
      return (
        nearest.slice(0, limit).filter(({ key }) => keys.has(key)).length / Math.min(limit, nearest.length)
      );
    });
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  };
  return { at10: recallAt(10), at100: recallAt(100) };
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
