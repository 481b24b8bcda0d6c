import path from 'node:path';
import { pino } from 'pino';
import { expect } from 'vitest';
import { startBot, type RunningBot } from '../../../src/discord/bot.js';
import { deployCommands, COMMANDS } from '../../../src/discord/interactions/commands.js';
import type { Pace } from '../../../src/discord/connection/retry-requests.js';
import { FeedbackLog } from '../../../src/operations/feedback-log.js';
import { ReindexRunner, type runReindex } from '../../../src/operations/reindex-runner.js';
import type { QuestionEvents } from '../../../src/discord/bot-events.js';
import { parseSettings } from '../../../src/config/settings.js';
import { startDiscord, type FakeDiscord } from '../../discord/fake-discord.js';
import type { RequestRecord } from '../../discord/journal.js';
import type { Message } from '../../discord/world/message.js';
import { Watch } from '../../discord/watch.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { StagedAnswering } from './staged-answering.js';

/** A line of the bot's log. */
export interface LogLine {
  /** pino's number: 40 warn, 50 error. */
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** What matters of how a bot is staged. */
export interface StagedBotOptions {
  readonly commands?: typeof COMMANDS;
  readonly reindex?: typeof runReindex;
  readonly events?: QuestionEvents;
  readonly feedback?: FeedbackLog;
  /** Sets the stand-in up before the bot starts; gives settings that name something of it. */
  readonly prepare?: (discord: FakeDiscord) => Readonly<Record<string, string>>;
}

const WARN = 40;
/** Real milliseconds after which waiting is given up. */
const PATIENCE = 40_000;

/** A clock that runs ahead: whoever waits goes on as soon as others have had a turn. */
class StagedPace implements Pace {
  /** Waits so far. */
  waits = 0;
  #now = 0;

  now(): number {
    return this.#now;
  }

  async wait(ms: number): Promise<void> {
    this.waits += 1;
    this.#now += ms;
    await new Promise((resolve) => setTimeout(resolve, TURN));
  }
}

/** Real milliseconds. */
const TURN = 10;

/** The bot with the real client of Discord and nothing to search in, for tests of what goes wrong between the two. */
export class StagedBot {
  readonly discord: FakeDiscord;
  readonly reindexing: ReindexRunner;
  readonly answering = new StagedAnswering();
  readonly log: LogLine[] = [];
  /** The clock by which failed requests wait. */
  readonly pace = new StagedPace();
  readonly #watch = new Watch(PATIENCE, () => this.log.map((line) => JSON.stringify(line)).join('\n'));
  #bot: RunningBot | undefined;

  private constructor(discord: FakeDiscord, reindexing: ReindexRunner) {
    this.discord = discord;
    this.reindexing = reindexing;
  }

  /** To be called in a test or a hook before it. */
  static async open({
    commands = COMMANDS,
    reindex,
    events = {},
    feedback,
    prepare,
  }: StagedBotOptions = {}): Promise<StagedBot> {
    const discord = await startDiscord({ identifyEveryMs: 0, patienceMs: PATIENCE });
    const settings = parseSettings({
      LANGUAGE: 'vi',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      FEEDBACK_FILE: path.join(await temporaryFolder(), 'feedback.jsonl'),
      ...prepare?.(discord),
    });
    await deployCommands(settings, commands);
    const staged = new StagedBot(discord, new ReindexRunner(settings, reindex));
    staged.#bot = await startBot({
      settings,
      token: discord.token,
      answering: staged.answering,
      feedback:
        feedback ??
        new FeedbackLog(settings.feedbackFile, (error) => {
          throw error;
        }),
      reindexing: staged.reindexing,
      pace: staged.pace,
      events,
      log: pino(
        { level: 'debug' },
        {
          write: (line: string) => {
            staged.#hear(line);
          },
        },
      ),
    });
    return staged;
  }

  /** The bot that is logged in. */
  get bot(): RunningBot {
    if (this.#bot === undefined) throw new Error('The bot has not been started.');
    return this.#bot;
  }

  /** What went wrong by the log. */
  get troubles(): readonly LogLine[] {
    return this.log.filter(({ level }) => level >= WARN);
  }

  /** The `nth` line that says `msg`, counting from 1, once it is there. */
  logged(msg: string, nth = 1): Promise<LogLine> {
    return this.#watch.until(
      `the log to say "${msg}" (${nth})`,
      () => this.log.filter((line) => line.msg === msg)[nth - 1],
    );
  }

  /** Resolves when failed requests have waited for another try `times` times. */
  async waited(times: number): Promise<void> {
    const until = this.pace.waits + times;
    while (this.pace.waits < until) await new Promise((resolve) => setTimeout(resolve, TURN));
  }

  /** Requests answered so far, of a method and path. */
  requests(method: string, where: RegExp): RequestRecord[] {
    return this.discord.requests.filter((request) => request.method === method && where.test(request.path));
  }

  /** Asks by a mention in the first channel. */
  ask(question = 'Ai gác đèn biển Mũi Cò?'): Message {
    const { discord } = this;
    return discord.mention(discord.users.an, discord.channels.general, question);
  }

  /** Ends everything. The bot has sent nothing that Discord would not take. */
  async close(): Promise<void> {
    await this.#bot?.stop(new Promise(() => undefined));
    await this.discord.stop();
    expect(this.discord.violations).toEqual([]);
  }

  #hear(line: string): void {
    this.log.push(JSON.parse(line) as LogLine);
    this.#watch.changed();
  }
}
