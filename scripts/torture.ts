/**
 * Does to an index what power cuts, full disks, bad disks and clocks do, while readers ask, and to a bot what dying processes and lost
 * connections do, and tells what was lost:
 *
 *     npm run torture [-- --only index|bot] [--kills 240] [--command-kills 60] [--flips 100] [--questions 20] [--seed 1] [--minutes 60] [--json]
 *
 * After so many minutes, or Ctrl-C, nothing more is tried, and what has been is reported.
 *
 * Exit code 0 when nothing was lost, 1 when something was, 2 when nothing could be tried. The same seed draws the same kills and damages; how far a writer has come
 * at a kill depends on the machine, too.
 */
import { parseArgs } from 'node:util';
import { UserError } from '../src/lib/errors.js';
import { runProgram } from '../src/terminal/run-program.js';
import { renderReport } from './torture/render-report.js';
import { torture } from './torture/torture.js';

const WHOLE_NUMBER = /^\d{1,9}$/u;

function readOptions() {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '240' },
      'command-kills': { type: 'string', default: '60' },
      flips: { type: 'string', default: '100' },
      questions: { type: 'string', default: '20' },
      only: { type: 'string' },
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const number = (name: 'kills' | 'command-kills' | 'flips' | 'questions' | 'minutes' | 'seed') => {
    if (WHOLE_NUMBER.test(values[name])) return Number(values[name]);
    throw new UserError(
      'usage',
      `--${name}: expected a whole number.`,
      'For example: --kills 40 --minutes 2.',
    );
  };
  const { only } = values;
  if (only !== undefined && only !== 'index' && only !== 'bot') {
    throw new UserError('usage', '--only: expected index or bot.', 'Leave it out to try both.');
  }
  return {
    only,
    questions: only === 'index' ? 0 : number('questions'),
    kills: number('kills'),
    commandKills: number('command-kills'),
    flips: number('flips'),
    minutes: number('minutes'),
    seed: number('seed'),
    json: values.json,
  };
}

async function main(): Promise<void> {
  const { minutes, json, only, ...drawn } = readOptions();
  const began = performance.now();
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
  };
  process.once('SIGINT', stop);
  // Not AbortSignal.timeout under AbortSignal.any: Node 20 may collect the one as garbage before it fires.
  const timer = setTimeout(stop, minutes * 60_000);
  const reports = await torture({
    ...drawn,
    triesIndex: only !== 'bot',
    killsAtWrites: ['before', 'torn', 'after'],
    faults: { codes: ['ENOSPC', 'EIO', 'EROFS'], ways: ['refused', 'torn', 'late'] },
    mendings: 40,
    pairs: 10,
    stop: stopping.signal,
    onProgress: (line) => {
      process.stderr.write(`${Math.round((performance.now() - began) / 1000)} s: ${line}\n`);
    },
  });
  clearTimeout(timer);
  process.stdout.write(json ? `${JSON.stringify(reports, null, 2)}\n` : renderReport(reports));
  if (reports.some(({ losses }) => losses.length > 0)) process.exitCode = 1;
}

await runProgram(main);
