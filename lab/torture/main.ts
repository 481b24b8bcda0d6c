import { flag, text, usageError, wholeNumber } from '../../src/terminal/command-line.js';
import { runProgram } from '../../src/terminal/run-program.js';
import { renderReport } from './render-report.js';
import { torture } from './torture.js';

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
    only: text('index|bot', 'tries only that'),
    minutes: wholeNumber('minutes after which nothing more is tried; default 60', { fallback: 60 }),
    seed: wholeNumber('seed of what is drawn; default 1', { from: 0, fallback: 1 }),
    json: flag('print the report as JSON'),
  },
  exitCodes: 'Exit code 0: nothing was lost. 1: something was. 2: nothing could be tried.',
};

await runProgram(PROGRAM, async ({ options }) => {
  const { kills, 'command-kills': commandKills, flips, questions, only, minutes, seed, json } = options;
  if (only !== undefined && only !== 'index' && only !== 'bot') {
    throw usageError(PROGRAM, [`--only ${only}: expected index or bot`]);
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
