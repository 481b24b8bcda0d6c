/** The bot as `npm start` runs it, for `measure-bot.ts`: tells over IPC what its process costs. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { runBot } from '../../src/run-bot.js';
import { runProgram } from '../../src/terminal/run-program.js';

/** What the bot's own process costs since the last report. */
export interface ProcessReport {
  /** Longest time that the event loop was held up, in milliseconds. */
  readonly maxLagMs: number;
  /** Resident memory of the process, its thread included, in MiB; the embedding model has a process of its own. */
  readonly residentMiB: number;
  readonly heapMiB: number;
  /** Milliseconds of processor that the process has had, its threads included, since it began. */
  readonly cpuMs: number;
}

const MIB = 1024 * 1024;

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('message', () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const report: ProcessReport = {
    maxLagMs: delay.max / 1e6,
    residentMiB: rss / MIB,
    heapMiB: heapUsed / MIB,
    cpuMs: (user + system) / 1000,
  };
  delay.reset();
  process.send?.(report);
});

const PROGRAM = { command: 'measured-bot', about: 'The bot that measure-bot measures.', options: {} };

await runProgram(PROGRAM, async ({ settings }) => {
  await runBot(settings, settings.discordToken ?? '');
  process.disconnect();
});
