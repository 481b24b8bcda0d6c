import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../chance/random.js';
import { startDiscord, type FakeDiscord } from '../../test/discord/fake-discord.js';
import type { Message } from '../../test/discord/world/message.js';

/** What is tried. */
export interface KillOptions {
  /** A folder of its own. */
  readonly root: string;
  /** What Node.js runs as a bot. */
  readonly program: readonly string[];
  readonly processes: number;
  readonly shards: number;
  readonly questions: number;
  /** Times that a process is killed, and that one is frozen for longer than its leases last; in turns. */
  readonly deaths: number;
  readonly freezes: number;
  /** Seconds that a lease lasts. */
  readonly lease: number;
  /** A database for the leases, whose tables are there; a folder when left out. */
  readonly databaseUrl?: string;
  readonly seed: number;
  readonly onProgress?: (line: string) => void;
  /** Gets what the bots log. */
  readonly onLog?: (text: string) => void;
}

/** What came of it. */
export interface KillReport {
  readonly processes: number;
  readonly deaths: number;
  readonly freezes: number;
  readonly questions: number;
  readonly lost: number;
  readonly answeredTwice: number;
  /** Seconds from a question to its answer. */
  readonly longestWait: number;
  readonly medianWait: number;
  /** Identifies that Discord would have refused, and what else it would not have taken. */
  readonly violations: readonly string[];
  readonly identifies: number;
  readonly resumes: number;
}

/** What a process logs that has come up. */
const UP = /"msg":"(?:bot ready|stand-by)/u;
/** Milliseconds for which an answer is waited for after the last fault. */
const PATIENCE = 90_000;

/**
 * Asks the bot, which several processes share, a question now and then while they are killed and frozen in turns, and looks whether each
 * is answered exactly once.
 */
export async function killAndFreeze(options: KillOptions): Promise<KillReport> {
  const { processes, shards, questions, deaths, freezes, lease } = options;
  const random = randomFrom(options.seed);
  const discord = await startDiscord({ shards, patienceMs: 2 * PATIENCE });
  const bots = new Set<ChildProcess>();
  /** Those that serve, or stand by. */
  const up = new Set<ChildProcess>();
  const start = () => {
    const bot = startBot(discord, options);
    bots.add(bot);
    bot.stderr?.on('data', (text: string) => {
      if (UP.test(text)) up.add(bot);
    });
    void once(bot, 'exit').then(() => bots.delete(bot));
  };
  const any = (): ChildProcess | undefined => [...bots][Math.floor(random() * bots.size)];
  const asked: { readonly message: Message; readonly at: number }[] = [];
  const waits = new Map<Message, number>();
  const ask = (number: number) => {
    const asker = discord.addUser({ username: `nguoi_hoi_${number}` });
    const text = `Câu hỏi số ${number} là gì?`;
    const message =
      number % 2 === 0 ? discord.mention(asker, discord.channels.general, text) : discord.dm(asker, text);
    const at = performance.now();
    asked.push({ message, at });
    void discord.answerTo(message).then(
      () => waits.set(message, (performance.now() - at) / 1000),
      () => undefined,
    );
  };
  try {
    for (let nth = 0; nth < processes; nth++) start();
    await discord.until(
      'all shards to be served',
      () => new Set(discord.shardsOnline.map(([id]) => id)).size === shards,
    );
    const faults = [
      ...Array.from({ length: Math.max(deaths, freezes) }, (_, at) => [
        ...(at < deaths ? ['death'] : []),
        ...(at < freezes ? ['freeze'] : []),
      ]).flat(),
    ];
    const each = Math.max(1, Math.ceil(questions / Math.max(1, faults.length)));
    let number = 0;
    for (const fault of faults) {
      // One at a time: what becomes of a bot none of whose processes has come up yet says nothing of those that have.
      const late = performance.now() + PATIENCE;
      while ([...bots].some((bot) => !up.has(bot)) && performance.now() < late) await sleep(100);
      const until = performance.now() + lease * 2_000;
      const victim = any();
      options.onProgress?.(
        `${fault} of ${victim?.pid ?? 'nobody'}; ${waits.size} of ${asked.length} answered`,
      );
      let done = 0;
      const askSome = async () => {
        for (; done < each && number < questions; done++) {
          ask(number++);
          await sleep(((lease * 2_000) / each) * (0.5 + random()));
        }
      };
      const asking = askSome();
      // Amid the questions.
      await sleep(lease * 200 * random());
      if (fault === 'death') {
        victim?.kill('SIGKILL');
        await sleep(lease * 500);
        start();
      } else {
        victim?.kill('SIGSTOP');
        await sleep(lease * 1_500);
        victim?.kill('SIGCONT');
      }
      await asking;
      await sleep(Math.max(0, until - performance.now()));
    }
    while (number < questions) ask(number++);
    const end = performance.now() + PATIENCE;
    while (waits.size < asked.length && performance.now() < end) await sleep(100);
    // One that is late would come now.
    await sleep(lease * 1_000);
    const counts = asked.map(
      ({ message }) => discord.messages().filter(({ repliesTo }) => repliesTo === message).length,
    );
    const sorted = [...waits.values()].sort((a, b) => a - b);
    const heard = (what: string) => discord.gatewayLog.filter((record) => record.what === what).length;
    return {
      processes,
      deaths,
      freezes,
      questions: asked.length,
      lost: counts.filter((count) => count === 0).length,
      answeredTwice: counts.filter((count) => count > 1).length,
      longestWait: sorted.at(-1) ?? 0,
      medianWait: sorted[Math.floor(sorted.length / 2)] ?? 0,
      violations: discord.violations.map(({ where, problem }) => `${where}: ${problem}`),
      identifies: heard('identify'),
      resumes: heard('resume'),
    };
  } finally {
    const ended = [...bots].map((bot) => once(bot, 'exit'));
    for (const bot of bots) bot.kill('SIGKILL');
    await Promise.all(ended);
    await discord.stop();
  }
}

function startBot(
  discord: FakeDiscord,
  { root, program, shards, lease, databaseUrl, onLog }: KillOptions,
): ChildProcess {
  const bot = spawn(process.execPath, program, {
    env: {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      FEEDBACK_FILE: path.join(root, 'feedback.jsonl'),
      INDEX_URL: databaseUrl ?? '',
      LOCK_DIR: path.join(root, 'locks'),
      LOG_LEVEL: 'info',
      SHARDS: `leased/${shards}`,
      SHARD_LEASE: String(lease),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  bot.stderr.setEncoding('utf8').on('data', (text: string) => onLog?.(text));
  return bot;
}

/** The report in a line. */
export function renderKillReport(report: KillReport): string {
  const { processes, deaths, freezes, questions, lost, answeredTwice, longestWait, medianWait, violations } =
    report;
  const once =
    lost + answeredTwice === 0
      ? 'each answered exactly once'
      : `${questions - lost - answeredTwice} answered exactly once, ${answeredTwice} twice`;
  return [
    `${processes} processes, ${deaths} deaths, ${freezes} freezes, ${questions} questions, ${once}, ${lost} lost, `,
    `longest wait ${longestWait.toFixed(1)} s (median ${medianWait.toFixed(1)} s); `,
    `${report.identifies} identifies, ${report.resumes} resumes, ${violations.length} refused by Discord`,
  ].join('');
}
