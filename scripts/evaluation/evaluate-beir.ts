import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Application } from '../../src/application.js';
import { messageOf, UserError } from '../../src/lib/errors.js';
import type { ReindexProgress } from '../../src/index/reindex-parts.js';
import { askQueries, type AskedQueries } from './ask-beir.js';
import { readBeirFolder } from './beir-folder.js';
import { withDocuments } from './open-beir.js';
import type { RankingMeasures } from './ranking-measures.js';
import { runLines } from './trec-run.js';

/** Names the program in a run file. */
const RUN_TAG = 'dan-nguon';

/** What to measure, and how to tell of it. */
export interface BeirOptions {
  /** Path of the folder. */
  readonly beir: string;
  readonly unaccented: boolean;
  /** Path of the run file to write. */
  readonly run: string | undefined;
  readonly json: boolean;
  readonly onReindex: (progress: ReindexProgress) => void;
  /** Hears how many of the queries are done. */
  readonly onQuery: (done: number, total: number) => void;
}

/** The figures of one set. */
interface BeirReport extends Omit<AskedQueries, 'rankings'> {
  readonly model: string;
  readonly set: string;
  readonly unaccented: boolean;
  readonly documents: number;
  readonly passages: number;
  readonly queries: number;
  readonly indexSeconds: number;
}

/**
 * Measures the retrieval on a folder in BEIR format, and reports the figures.
 *
 * @throws {@link UserError} `usage`, and what a reindex throws
 */
export async function evaluateBeir(application: Application, options: BeirOptions): Promise<string> {
  const { documents, queries } = await readBeirFolder(options.beir);
  if (options.run !== undefined) await expectFolderOf(options.run);
  return withDocuments(application, documents, { onProgress: options.onReindex }, async (opened) => {
    const { rankings, ...asked } = await askQueries(opened, queries, {
      unaccented: options.unaccented,
      onProgress: (done) => {
        options.onQuery(done, queries.length);
      },
    });
    if (options.run !== undefined) await writeRun(options.run, rankings);
    const report: BeirReport = {
      model: application.settings.embeddingModel,
      set: path.basename(path.resolve(options.beir)),
      unaccented: options.unaccented,
      documents: documents.length,
      passages: opened.retriever.index.passages.length,
      queries: queries.length,
      indexSeconds: opened.indexSeconds,
      ...asked,
    };
    return options.json ? JSON.stringify(asJson(report)) : inWords(report);
  });
}

/** Told before the hours that a large set may take, not after them. */
async function expectFolderOf(file: string): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() === true) return;
  throw new UserError('usage', `There is no folder ${folder} to write the run file into.`, 'Make it first.');
}

async function writeRun(file: string, rankings: AskedQueries['rankings']): Promise<void> {
  const lines = [...rankings].map(([query, ranking]) => runLines(query, ranking, RUN_TAG));
  await writeFile(file, lines.join('')).catch((cause: unknown) => {
    throw new UserError(
      'usage',
      `Can't write ${file}: ${messageOf(cause)}.`,
      'Check the path given with --run.',
      {
        cause,
      },
    );
  });
}

/** The report with its figures at the precision that they have. */
function asJson({ measures, indexSeconds, queriesPerSecond, ...report }: BeirReport) {
  return {
    ...report,
    indexSeconds: rounded(indexSeconds, 2),
    queriesPerSecond: rounded(queriesPerSecond, 1),
    ...Object.fromEntries([...measures].map(([way, figures]) => [way, roundedAll(figures)])),
  };
}

function inWords(report: BeirReport): string {
  const ways = [...report.measures].map(([way, measures]) => ({ way, figures: roundedAll(measures) }));
  const names = Object.keys(ways[0]?.figures ?? {});
  const rows = ways.map(({ way, figures }) => [
    way,
    ...Object.values(figures).map((figure) => figure.toFixed(4)),
  ]);
  return [
    `${report.model} on ${report.set}${report.unaccented ? ', unaccented' : ''}: ${report.queries} queries over ${report.documents} documents in ${report.passages} passages`,
    ...[['', ...names], ...rows].map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(9) : cell.padStart(12))).join(''),
    ),
    `indexed in ${report.indexSeconds.toFixed(1)} s, ${report.queriesPerSecond.toFixed(1)} queries a second`,
  ].join('\n');
}

function roundedAll(measures: RankingMeasures): Record<string, number> {
  return Object.fromEntries(
    Object.entries(measures).map(([name, value]: [string, number]) => [name, rounded(value, 4)]),
  );
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
