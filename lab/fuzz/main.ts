import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { flag, text, wholeNumber, runProgram } from '../../src/terminal/run-program.js';
import { PROJECT_ROOT } from '../../src/config/settings.js';
import { CaseRunner } from './case-runner.js';
import { measureGrowth } from './measure-growth.js';

const LIMITS = { cpuMilliseconds: 5_000, milliseconds: 60_000, bytes: 1024 ** 3 };
/** Cases after which it is told how far they are. */
const TELL_EVERY = 250;

const PROGRAM = {
  command: 'npm --prefix lab run fuzz',
  about:
    'Has the program read rubbish: any bytes and damaged files in the place of articles, questions, settings, the index and what the ' +
    'scripts are given. Each case has a seed, one more than the case before it, and is the same whenever it is run with the same articles.',
  options: {
    cases: wholeNumber('cases to run; default 10000', { fallback: 10_000 }),
    seed: wholeNumber('seed of the first case; default: of the clock', {
      from: 0,
      fallback: Date.now() % 1_000_000_000,
    }),
    articles: text(
      'DIR',
      'the articles that are damaged; default data/articles',
      path.join(PROJECT_ROOT, 'data/articles'),
    ),
    growth: flag(
      'instead, read long runs of what regular expressions stumble over, and tell what takes more than its share of time',
    ),
  },
  exitCodes:
    'Exit code 0: every case ended well or in an error that names the file, within 5 s of its processors’ time and 1 GB. 1: one did not.',
};

await runProgram(PROGRAM, async ({ options: { growth, ...options } }) => {
  const isWell = growth ? tellGrowth() : await runCases(options);
  if (!isWell) process.exitCode = 1;
});

function tellGrowth(): boolean {
  const { measured, growing } = measureGrowth();
  for (const { step, run, milliseconds, ratio } of growing) {
    const figures = `${Math.round(milliseconds)} ms, ${ratio.toFixed(1)} times that of half as long`;
    process.stdout.write(`✗ ${step} of ${JSON.stringify(run)}: ${figures}\n`);
  }
  process.stdout.write(
    `${measured} runs of 40,000 characters: ${growing.length} take more than their share.\n`,
  );
  return growing.length === 0;
}

interface FuzzOptions {
  readonly cases: number;
  readonly seed: number;
  readonly articles: string;
}

async function runCases({ cases, seed: first, articles }: FuzzOptions): Promise<boolean> {
  const modulePath = fileURLToPath(new URL('fuzz-process.ts', import.meta.url));
  const runner = new CaseRunner(modulePath, [articles], LIMITS);
  const tried = new Map<string, number>();
  let failures = 0;
  let peakBytes = 0;
  let slowest = { milliseconds: 0, seed: first };
  for (let seed = first; seed < first + cases; seed += 1) {
    const outcome = await runner.run(seed);
    const milliseconds = outcome.cpuMilliseconds ?? 0;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, seed };
    peakBytes = Math.max(peakBytes, outcome.peakBytes ?? 0);
    const target = outcome.target ?? 'ended';
    tried.set(target, (tried.get(target) ?? 0) + 1);
    if (outcome.complaint !== null) {
      failures += 1;
      process.stdout.write(`✗ --seed ${seed} --cases 1 (${target}): ${outcome.complaint}\n`);
    }
    if ((seed - first + 1) % TELL_EVERY === 0) process.stderr.write(`${seed - first + 1} of ${cases}\n`);
  }
  await runner.close();
  const counts = [...tried].sort().map(([target, count]) => `${target} ${count}`);
  process.stdout.write(
    [
      `${cases} cases from seed ${first} (${counts.join(', ')}): ${failures} failures.`,
      `Slowest ${(slowest.milliseconds / 1000).toFixed(1)} s (seed ${slowest.seed}), memory at most ${Math.round(peakBytes / 1024 ** 2)} MB.`,
      '',
    ].join('\n'),
  );
  return failures === 0;
}
