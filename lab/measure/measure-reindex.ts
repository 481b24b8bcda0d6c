import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Application } from '../../src/application.js';
import { parseSettings, PROJECT_ROOT } from '../../src/config/settings.js';
import { flag, wholeNumber, programOptions } from '../../src/terminal/run-program.js';
import { markdownTable } from '../record/markdown-table.js';
import { writeManyArticles } from './write-many-articles.js';

/** What one way to reindex takes, as the median over the runs. */
interface Measurement {
  readonly what: string;
  readonly seconds: number;
  /** Of this process or the command, all its threads; the model has a process of its own. */
  readonly cpuSeconds: number | null;
  readonly embedded: number;
}

type Run = Omit<Measurement, 'what'>;

const options = await programOptions({
  command: 'npm --prefix lab run measure-reindex',
  about:
    'Measures what a reindex takes: of all articles, of one that was touched, and of none; and how long a reader takes to take up what is published.',
  options: {
    articles: wholeNumber('articles to make; default 1000', { fallback: 1_000 }),
    runs: wholeNumber('runs that each figure is the median of; default 3', { fallback: 3 }),
    json: flag('print one JSON object'),
  },
});
const { articles: count, runs } = options;
const folder = await mkdtemp(path.join(tmpdir(), 'dan-nguon-reindex-'));
const environment = {
  ARTICLES_DIR: path.join(folder, 'articles'),
  INDEX_DIR: path.join(folder, 'index'),
  LANGUAGE: 'en',
  LOG_LEVEL: 'error',
  INDEX_URL: '',
  EMBEDDING_MODEL: '',
  READER_MODEL: '',
};
const settings = parseSettings(environment);
let touched = 0;

const application = await Application.open(settings);
try {
  await writeManyArticles(path.join(PROJECT_ROOT, 'data/articles'), settings.articlesDir, count);
  const measurements = [
    await measured('all, model open', () => inProcess(true)),
    await measured('none, model open', () => inProcess(false)),
    await measured('one touched, model open', async () => {
      await touchOne();
      return await inProcess(false);
    }),
    await measured('one touched, npm run reindex', async () => {
      await touchOne();
      return await asCommand();
    }),
  ];
  const takenUpMs = await timesToTakeUp();
  const result = { articles: count, runs, measurements, takenUpMs };
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : render(measurements, takenUpMs));
} finally {
  await application.close();
  await rm(folder, { recursive: true, force: true });
}

async function measured(what: string, run: () => Promise<Run>): Promise<Measurement> {
  const all: Run[] = [];
  for (let at = 0; at < runs; at += 1) {
    all.push(await run());
    process.stderr.write(`${what}: ${all.at(-1)?.seconds.toFixed(2) ?? ''} s\n`);
  }
  const cpu = all.flatMap(({ cpuSeconds }) => cpuSeconds ?? []);
  return {
    what,
    seconds: median(all.map(({ seconds }) => seconds)),
    cpuSeconds: cpu.length === 0 ? null : median(cpu),
    embedded: median(all.map(({ embedded }) => embedded)),
  };
}

/** Changes a paragraph of another article each time. */
async function touchOne(): Promise<void> {
  touched += 1;
  const file = path.join(settings.articlesDir, `tin-${touched}.md`);
  await appendFile(file, `\nBản tin này được bổ sung lần thứ ${touched}.\n`);
}

async function inProcess(full: boolean): Promise<Run> {
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  const { embedded } = await application.reindex({ full });
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6, embedded };
}

async function asCommand(): Promise<Run> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/reindex.ts', '--json'], {
    cwd: PROJECT_ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  await once(child, 'close');
  const { embedded } = JSON.parse(stdout) as { embedded: number };
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: null, embedded };
}

/** Milliseconds from the end of a reindex until questions are answered from what it has published. */
async function timesToTakeUp(): Promise<number[]> {
  const switches = new EventEmitter();
  const answering = await application.openAnswering({ onSwitch: () => switches.emit('switch') });
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const switched = once(switches, 'switch');
    await touchOne();
    await application.reindex();
    const began = performance.now();
    await switched;
    times.push(performance.now() - began);
  }
  await answering.close();
  return times;
}

function render(measurements: readonly Measurement[], takenUpMs: readonly number[]): string {
  const [all] = measurements;
  const rows = measurements.map(({ what, seconds, cpuSeconds, embedded }) => {
    const share = `${((100 * seconds) / (all?.seconds ?? NaN)).toFixed(1)} %`;
    return [what, seconds.toFixed(2), cpuSeconds?.toFixed(2) ?? '', share, String(embedded)];
  });
  return [
    markdownTable(
      [
        `a reindex of ${count} articles, medians of ${runs}`,
        'seconds',
        'processor, s',
        'of all',
        'passages embedded',
      ],
      rows,
    ),
    `A reader takes up a new generation within ${(median(takenUpMs) / 1000).toFixed(2)} s, at most ${(Math.max(...takenUpMs) / 1000).toFixed(2)} s.`,
    '',
  ].join('\n');
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
