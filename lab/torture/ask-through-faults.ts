import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseSettings } from '../../src/config/settings.js';
import { deployCommands } from '../../src/discord/interactions/commands.js';
import { runReindex } from '../../src/operations/reindex-runner.js';
import { startDiscord, type FakeDiscord } from '../../test/discord/fake-discord.js';
import type { Message } from '../../test/discord/world/message.js';
import { ASKED, INVENTED } from '../../test/support/invented-articles.js';
import { Lost, type Tally } from './tally.js';

/** Milliseconds after which an answer is lost: the machine may be busy, and a process that hangs is given up after a third of this. */
const PATIENCE = 180_000;
/** Milliseconds for which processes stand still and connections are refused. */
const STANDSTILL = 3_000;

const QUESTIONS = [ASKED.station, ASKED.bridge, ASKED.pottery];

/** A bot in a process of its own, and the Discord that it answers in. */
interface Scene {
  readonly discord: FakeDiscord;
  readonly bot: ChildProcess;
}

/** What is done to the bot after a question has been asked. By name. */
const FAULTS: Readonly<Record<string, (scene: Scene) => void | Promise<void>>> = {
  'model process killed': ({ bot }) => {
    signalModels(bot, 'SIGKILL');
  },
  'model process starved for seconds': async ({ bot }) => {
    signalModels(bot, 'SIGSTOP');
    await sleep(STANDSTILL);
    signalModels(bot, 'SIGCONT');
  },
  'model process starved for good': ({ bot }) => {
    signalModels(bot, 'SIGSTOP');
  },
  'answering thread killed': ({ bot }) => {
    bot.send('end your threads');
  },
  'gateway cut': ({ discord }) => {
    discord.drop('cut');
  },
  'gateway closed with 4002': ({ discord }) => {
    discord.drop('undecoded');
  },
  'requests reset': ({ discord }) => {
    discord.fail({ path: ANSWERS, status: 'lost', times: 2 });
    discord.fail({ path: ANSWERS, status: 'unheard' });
  },
  'requests refused': async ({ discord }) => {
    const accept = discord.refuseConnections();
    await sleep(STANDSTILL);
    await accept();
  },
  'token not taken for a while': ({ discord }) => {
    discord.fail({ path: /^\/channels\/\d+\/messages$/u, status: 401, times: 3 });
  },
  'event that cannot be read': ({ discord }) => {
    discord.dispatch('MESSAGE_CREATE', null);
    discord.sendFrame('{"op":9,"d":null}');
  },
};
const ANSWERS = /^\/webhooks\/|^\/channels\/\d+\/messages$/u;

/** Asks a bot questions, two to each fault, and looks whether each is answered rightly, and whether the bot still answers afterwards. */
export async function askThroughFaults(root: string, questions: number, tally: Tally): Promise<void> {
  const discord = await startDiscord({ patienceMs: PATIENCE });
  const environment = await prepare(root, discord);
  const bot = fork(new URL('tortured-bot.ts', import.meta.url), {
    execArgv: ['--import', import.meta.resolve('tsx')],
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(bot, 'exit');
  const counts = { lost: 0, wrong: 0, mute: 0 };
  try {
    await discord.online();
    const faults = Object.entries(FAULTS);
    for (let asked = 0; asked < questions; asked += 2) {
      const [name, fault] = faults[(asked / 2) % faults.length] ?? ['', () => undefined];
      await tally.attempt(`questions ${asked} and ${asked + 1}, ${name}`, async () => {
        const first = askedBy(discord, asked, counts);
        await fault({ discord, bot });
        await Promise.all([first, askedBy(discord, asked + 1, counts)]);
        await mustNotBeMute(discord, bot, counts);
        return name;
      });
    }
  } finally {
    tally.note(`${counts.lost} lost, ${counts.wrong} wrong, ${counts.mute} mute`);
    bot.kill('SIGKILL');
    await ended;
    await discord.stop();
  }
}

/** Writes the articles and has their index built. Passages are found and not read: the reading model takes the time of all the rest. */
async function prepare(root: string, discord: FakeDiscord): Promise<Readonly<Record<string, string>>> {
  const articlesDir = path.join(root, 'articles');
  await mkdir(articlesDir, { recursive: true });
  for (const [name, text] of Object.entries(INVENTED)) {
    await writeFile(path.join(articlesDir, `${name}.md`), text);
  }
  const environment = {
    ARTICLES_DIR: articlesDir,
    INDEX_DIR: path.join(root, 'index'),
    LOCK_DIR: path.join(root, 'locks'),
    FEEDBACK_FILE: path.join(root, 'feedback.jsonl'),
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    READER_MODEL: 'off',
    LOG_LEVEL: 'silent',
  };
  const settings = parseSettings(environment);
  await runReindex(settings, () => undefined);
  await deployCommands(settings);
  return environment;
}

type Counts = Record<'lost' | 'wrong' | 'mute', number>;

/** Asks by a mention and by a command in turn, and waits for the right answer. @throws {@link Lost} */
async function askedBy(discord: FakeDiscord, number: number, counts: Counts): Promise<void> {
  const { question, answer } = QUESTIONS[number % QUESTIONS.length] ?? ASKED.station;
  const asker = discord.addUser({ username: `nguoi_hoi_${number}` });
  const asked =
    number % 2 === 0
      ? discord.answerTo(discord.mention(asker, discord.channels.general, question))
      : discord.slash(asker, 'ask', { question }).settled();
  const message = await asked.catch(() => null);
  const said = message === null ? null : textOf(message);
  if (said?.includes(answer) === true) return;
  counts[said === null ? 'lost' : 'wrong'] += 1;
  throw new Lost(said === null ? `lost: ${question}` : `wrong: ${question} → ${said}`);
}

async function mustNotBeMute(discord: FakeDiscord, bot: ChildProcess, counts: Counts): Promise<void> {
  const asker = discord.addUser({ username: 'nguoi_hoi_lai' });
  const answer = await discord.answerTo(discord.dm(asker, ASKED.bridge.question)).catch(() => null);
  if (answer !== null && bot.exitCode === null) return;
  counts.mute += 1;
  throw new Lost('mute: the bot answers no more');
}

function textOf({ content, embeds }: Message): string {
  return [content, ...embeds.map(({ description = '' }) => description)].join('\n').replaceAll(/[*\\]/gu, '');
}

/** Sends a signal to the processes that the bot has started; there may be none just now. */
function signalModels({ pid = -1 }: ChildProcess, signal: NodeJS.Signals): void {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  for (const line of table.split('\n')) {
    const [child = '', parent = '', ...args] = line.trim().split(/\s+/u);
    if (Number(parent) !== pid || !args.join(' ').includes('model-worker')) continue;
    try {
      process.kill(Number(child), signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}
