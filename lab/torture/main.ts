import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLeaseTables } from '../../src/optional/postgres/database-leases.js';
import { Database } from '../../src/optional/postgres/database.js';
import { flag, text, usageError, wholeNumber, runProgram } from '../../src/terminal/run-program.js';
import { killAndFreeze, renderKillReport, type KillOptions } from './kill-and-freeze.js';
import { renderReport } from './render-report.js';
import { torture } from './torture.js';

/** Seconds, as by default. */
const LEASE = 10;

async function tortureShards({
  questions,
  deaths,
  freezes,
  database: databaseUrl,
  seed,
}: Pick<KillOptions, 'questions' | 'deaths' | 'freezes' | 'seed'> & {
  readonly database?: string | undefined;
}): Promise<void> {
  if (databaseUrl !== undefined) {
    const database = new Database(databaseUrl, 1);
    await createLeaseTables(database);
    await database.close();
  }
  const root = await mkdtemp(path.join(tmpdir(), 'dan-nguon-shards-'));
  try {
    const report = await killAndFreeze({
      root,
      program: [
        '--import',
        import.meta.resolve('tsx'),
        fileURLToPath(new URL('leased-bot.ts', import.meta.url)),
      ],
      processes: 3,
      shards: 3,
      questions,
      deaths,
      freezes,
      lease: LEASE,
      ...(databaseUrl !== undefined && { databaseUrl }),
      seed,
      onProgress: (line) => {
        process.stderr.write(`${line}\n`);
      },
    });
    process.stdout.write(`${renderKillReport(report)}\n`);
    if (report.lost + report.answeredTwice + report.violations.length > 0) process.exitCode = 1;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const PROGRAM = {
  command: 'npm --prefix lab run torture',
  about:
    'Does to an index what power cuts, full disks, bad disks and clocks do, while readers ask, and tells what was lost; and asks one of 20,000 passages ' +
    'texts of any kind, and tells which take too long; and asks a bot questions while its processes and connections die. Ctrl-C ends the ' +
    'trying, and what has been tried is reported. The same seed draws the same kills and damages.',
  options: {
    kills: wholeNumber('kills of a writer; default 240', { from: 0, fallback: 240 }),
    'command-kills': wholeNumber('kills of npm run reindex; default 60', { from: 0, fallback: 60 }),
    flips: wholeNumber('bits to flip; default 100', { from: 0, fallback: 100 }),
    questions: wholeNumber(
      'questions that a bot is asked while its processes and connections die; default 20',
      {
        from: 0,
        fallback: 20,
      },
    ),
    only: text(
      'index|bot|shards',
      'tries only that; shards: three processes of one bot, killed and frozen while it is asked --questions, which is tried only so',
    ),
    deaths: wholeNumber('with --only shards: kills of a process; default 10', { from: 0, fallback: 10 }),
    freezes: wholeNumber('with --only shards: times that one stands still; default 10', {
      from: 0,
      fallback: 10,
    }),
    database: text('URL', 'with --only shards: a PostgreSQL database for the leases; default: a folder'),
    minutes: wholeNumber('minutes after which nothing more is tried; default 60', { fallback: 60 }),
    seed: wholeNumber('seed of what is drawn; default 1', { from: 0, fallback: 1 }),
    json: flag('print the report as JSON'),
  },
  exitCodes: 'Exit code 0: nothing was lost. 1: something was. 2: nothing could be tried.',
};

await runProgram(PROGRAM, async ({ options }) => {
  const { kills, 'command-kills': commandKills, flips, questions, only, minutes, seed, json } = options;
  if (only === 'shards') {
    await tortureShards({ ...options, questions, seed });
    return;
  }
  if (only !== undefined && only !== 'index' && only !== 'bot') {
    throw usageError(PROGRAM, [`--only ${only}: expected index, bot or shards`]);
  }
  const began = performance.now();
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
  };
  process.once('SIGINT', stop);
  // Not AbortSignal.timeout under AbortSignal.any: Node 20 may collect the one as garbage before it fires.
  const timer = setTimeout(stop, minutes * 60_000);
  const reports = await torture({
    kills,
    commandKills,
    flips,
    seed,
    questions: only === 'index' ? 0 : questions,
    triesIndex: only !== 'bot',
    killsAtWrites: ['before', 'torn', 'after'],
    faults: { codes: ['ENOSPC', 'EIO', 'EROFS'], ways: ['refused', 'torn', 'late'] },
    mendings: 40,
    askedPassages: only === 'bot' ? 0 : 20_000,
    pairs: 10,
    stop: stopping.signal,
    onProgress: (line) => {
      process.stderr.write(`${Math.round((performance.now() - began) / 1000)} s: ${line}\n`);
    },
  });
  clearTimeout(timer);
  process.stdout.write(json ? `${JSON.stringify(reports, null, 2)}\n` : renderReport(reports));
  if (reports.some(({ losses }) => losses.length > 0)) process.exitCode = 1;
});
