import { runProgram, wholeNumber } from '../../src/terminal/run-program.js';
import { markdownTable } from '../record/markdown-table.js';
import { serversNeeded, simulateQueue } from './simulate-queue.js';

const GUILDS = [100, 500, 1_000, 2_500, 5_000, 10_000, 25_000];
/** Discord asks for a shard for each so many guilds, from so many on. */
const GUILDS_A_SHARD = 1_000;
const SHARDED_FROM = 2_500;
const SECONDS_AN_HOUR = 3_600;
const QUESTIONS = 50_000;

const PROGRAM = {
  command: 'npm --prefix lab run capacity',
  about:
    'Simulates how many processes have to answer for bots of 100 to 25,000 guilds. How long an answer takes is what npm --prefix lab run benchmark has ' +
    'measured over 10,000 passages on two cores; what is asked and written is an assumption that the options set.',
  options: {
    median: wholeNumber('milliseconds of an answer, the median', { fallback: 187 }),
    p99: wholeNumber('milliseconds of an answer, the 99th percentile', { fallback: 404 }),
    questions: wholeNumber('questions of a guild in the busiest hour', { fallback: 10 }),
    messages: wholeNumber('messages of a guild in the busiest hour', { fallback: 500 }),
    within: wholeNumber('seconds within which 99 of 100 are to be answered', { fallback: 3 }),
    seed: wholeNumber('seed of the simulation', { fallback: 1 }),
  },
};

await runProgram(PROGRAM, ({ options }) => {
  const { median, p99, questions, messages, within, seed } = options;
  const service = { median: median / 1000, p99: Math.max(p99, median) / 1000 };
  const rows = GUILDS.map((guilds) => {
    const rate = (guilds * questions) / SECONDS_AN_HOUR;
    const asked = { rate, service, questions: QUESTIONS, seed };
    const servers = serversNeeded(asked, within);
    const { medianSeconds, p99Seconds, busy } = simulateQueue({ ...asked, servers });
    return [
      guilds,
      guilds < SHARDED_FROM ? 1 : Math.ceil(guilds / GUILDS_A_SHARD),
      Math.round((guilds * messages) / SECONDS_AN_HOUR),
      rate.toFixed(1),
      servers,
      `${Math.round(100 * busy)} %`,
      medianSeconds.toFixed(2),
      p99Seconds.toFixed(2),
    ].map(String);
  });
  const header = ['guilds', 'shards', 'messages/s', 'questions/s', 'processes', 'busy', 'median s', 'p99 s'];
  process.stdout.write(markdownTable(header, rows));
  return Promise.resolve();
});
