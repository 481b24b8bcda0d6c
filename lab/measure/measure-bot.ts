import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { deployCommands } from '../../src/discord/interactions/commands.js';
import { runReindex } from '../../src/operations/reindex-runner.js';
import { parseSettings, PROJECT_ROOT, type Settings } from '../../src/config/settings.js';
import { flag, wholeNumber, programOptions } from '../../src/terminal/run-program.js';
import { startDiscord } from '../../test/discord/fake-discord.js';
import { readGoldenQuestions } from '../../scripts/evaluation/golden-questions.js';
import { queryProgress } from '../../scripts/evaluation/query-progress.js';
import { markdownTable } from '../record/markdown-table.js';
import type { ProcessReport } from './measured-bot.js';
import { writeManyArticles } from './write-many-articles.js';

/** Questions after which memory is first looked at: everything is loaded by then. */
const WARM = 100;
/** Questions for each measurement of time. */
const TIMED = 300;
/** Questions that are always under way where many ask. */
const AT_ONCE = 20;
/** Milliseconds that an answer is waited for. */
const PATIENCE = 120_000;
/** Messages that people write to each other, which the bot is told of and does not answer. */
const CHATTER = 20_000;
/** Articles that the bot is to take up while it answers. */
const ARTICLES = 1_000;

interface Times {
  readonly atOnce: number;
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

interface BotFigures {
  readonly times: readonly Times[];
  readonly maxLagMs: { readonly withoutReindex: number; readonly duringReindex: number };
  readonly duringReindex: { readonly questions: number; readonly reindexSeconds: number };
  readonly microsecondsAMessage: number;
  /** What the bot's process holds after so many questions. */
  readonly memory: readonly ({ readonly questions: number } & ProcessReport)[];
  readonly refusedByDiscord: number;
}

const options = await programOptions({
  command: 'npm --prefix lab run measure-bot',
  about:
    'Measures the bot against the stand-in for Discord: questions a second, their time, its event loop and its memory, and what it costs to be told ' +
    'of messages that are not for it.',
  options: {
    questions: wholeNumber('questions to ask; default 1000', { fallback: 1_000 }),
    json: flag('print one JSON object'),
  },
});
const total = options.questions;
const folder = await mkdtemp(path.join(tmpdir(), 'dan-nguon-bot-'));
const discord = await startDiscord({ patienceMs: PATIENCE });
const environment = {
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.api,
  INDEX_DIR: path.join(folder, 'index'),
  FEEDBACK_FILE: path.join(folder, 'feedback.jsonl'),
  LOG_LEVEL: 'error',
};
const settings = parseSettings(environment);
const place = { channel: discord.channels.general };
const golden = await readGoldenQuestions(path.join(PROJECT_ROOT, 'data/eval/articles.jsonl'));
const progress = queryProgress(process.stderr);
let asked = 0;
let started: ChildProcess | undefined;

try {
  await runReindex(settings, () => undefined);
  await deployCommands(settings);
  const bot = startedBot();
  started = bot;
  await discord.online();
  await ask(WARM, 1);
  const microsecondsAMessage = await overhear(bot);
  const before = await report(bot);
  const one = await ask(TIMED, 1);
  const many = await ask(TIMED, AT_ONCE);
  const idle = await report(bot);
  const reindexing = await askWhileReindexing(settings);
  const busy = await report(bot);
  await ask(Math.max(0, total - asked), AT_ONCE);
  const after = await report(bot);
  bot.kill('SIGTERM');
  await once(bot, 'exit');
  const result: BotFigures = {
    times: [one, many],
    maxLagMs: { withoutReindex: idle.maxLagMs, duringReindex: busy.maxLagMs },
    duringReindex: reindexing,
    microsecondsAMessage,
    memory: [
      { questions: WARM, ...before },
      { questions: asked, ...after },
    ],
    refusedByDiscord: discord.violations.length,
  };
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : render(result));
} finally {
  started?.kill('SIGKILL');
  await discord.stop();
  await rm(folder, { recursive: true, force: true });
}

function render({ times, maxLagMs, duringReindex, memory, ...others }: BotFigures): string {
  const whole = (value: number) => String(Math.round(value));
  return markdownTable(
    ['the bot, against the stand-in for Discord', 'measured'],
    [
      ...times.flatMap(({ atOnce, perSecond, medianMs, p99Ms }) => [
        [`${atOnce} at once: questions a second`, perSecond.toFixed(1)],
        [`${atOnce} at once: an answer, median, ms`, whole(medianMs)],
        [`${atOnce} at once: an answer, 99th percentile, ms`, whole(p99Ms)],
      ]),
      ['event loop held up at most, ms', whole(maxLagMs.withoutReindex)],
      [`the same while ${ARTICLES} articles are indexed and taken up, ms`, whole(maxLagMs.duringReindex)],
      ['that reindex, s', duringReindex.reindexSeconds.toFixed(1)],
      ['questions answered meanwhile, one after the other', whole(duringReindex.questions)],
      ['processor for a message that is not for it, µs', whole(others.microsecondsAMessage)],
      ...memory.flatMap(({ questions, heapMiB, residentMiB }) => [
        [`heap after ${questions} questions, MiB`, heapMiB.toFixed(1)],
        [`resident after ${questions} questions, MiB`, whole(residentMiB)],
      ]),
      ['requests that Discord refused', whole(others.refusedByDiscord)],
    ],
  );
}

function startedBot(): ChildProcess {
  return fork(new URL('measured-bot.ts', import.meta.url), {
    execArgv: ['--expose-gc', '--import', import.meta.resolve('tsx')],
    env: environment,
  });
}

/** Asks `count` questions, `atOnce` of them always under way. */
async function ask(count: number, atOnce: number): Promise<Times> {
  const times: number[] = [];
  const began = performance.now();
  const end = asked + count;
  const lane = async (_: unknown, at: number) => {
    // Each is a person's: one alone may not fill the queue.
    const person = discord.addUser({ username: `lane${asked}-${at}` });
    while (asked < end) {
      const { question } = golden[asked % golden.length] ?? { question: '' };
      asked++;
      progress(asked, Math.max(total, asked));
      // Worded as none before it, so that its answer is not one that the bot remembers.
      const worded = `${question} (${asked})`;
      const start = performance.now();
      await discord.slash(person, 'ask', { question: worded }, place).settled();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }).map(lane));
  times.sort((a, b) => a - b);
  return {
    atOnce,
    perSecond: count / ((performance.now() - began) / 1000),
    medianMs: times[Math.floor(times.length / 2)] ?? NaN,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? NaN,
  };
}

/** Microseconds of the bot's processor that a message costs which is not for it. */
async function overhear(bot: ChildProcess): Promise<number> {
  const before = await report(bot);
  for (let told = 0; told < CHATTER; told++) {
    discord.say(discord.users.binh, discord.channels.general, `Mai ${told} giờ đi ăn không mọi người?`);
    // The stand-in answers nothing else until all are written.
    if (told % 500 === 0) await articlesKnown();
  }
  // Events come in order: who has answered what was asked last has heard all before.
  await articlesKnown();
  const after = await report(bot);
  return Math.round(((after.cpuMs - before.cpuMs) * 1000) / CHATTER);
}

/**
 * Has the index built of a thousand articles, in the process that `/reindex` starts, and asks the bot one question after the other
 * until it answers from the new index.
 */
async function askWhileReindexing(of: Settings): Promise<{ questions: number; reindexSeconds: number }> {
  const before = asked;
  const articlesDir = path.join(folder, 'articles');
  await writeManyArticles(of.articlesDir, articlesDir, ARTICLES);
  const run = { isDone: false };
  const reindex = runReindex({ ...of, articlesDir }, () => undefined).finally(() => {
    run.isDone = true;
  });
  while (!run.isDone) await ask(1, 1);
  const { seconds } = await reindex;
  while ((await articlesKnown()) < ARTICLES) await ask(1, 1);
  return { questions: asked - before, reindexSeconds: seconds };
}

/** How many articles the bot says that it answers from. */
async function articlesKnown(): Promise<number> {
  const message = await discord.slash(discord.users.chi, 'status', {}, place).settled();
  return Number(/([\d,]+) articles/u.exec(JSON.stringify(message.embeds))?.[1]?.replaceAll(',', '') ?? 0);
}

async function report(bot: ChildProcess): Promise<ProcessReport> {
  bot.send('report');
  const [answer] = (await once(bot, 'message')) as [ProcessReport];
  return answer;
}
