/** The bot as `npm start` runs it, for `ask-through-faults.ts`: a message over IPC ends its answering threads, as a crash would. */
import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';

const running = new Set<threads.Worker>();
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(...given: ConstructorParameters<typeof Worker>) {
    super(...given);
    running.add(this);
    this.on('exit', () => running.delete(this));
  }
};
syncBuiltinESMExports();

process.on('message', () => {
  for (const thread of running) void thread.terminate();
});

// Only now: what they import takes the threads as they are.
const [{ runBot }, { runProgram }] = await Promise.all([
  import('../../src/run-bot.js'),
  import('../../src/terminal/run-program.js'),
]);
const PROGRAM = { command: 'lab/torture/tortured-bot.ts', about: 'Runs the bot.', options: {} };
await runProgram(PROGRAM, async ({ settings }) => {
  await runBot(settings, settings.discordToken ?? '');
  process.disconnect();
});
