import path from 'node:path';
import { pino } from 'pino';
import { expect } from 'vitest';
import type { AnswerService } from '../../../src/service/answer-service.js';
import { Application } from '../../../src/application.js';
import { startBot, type RunningBot as LoggedInBot } from '../../../src/discord/bot.js';
import { COMMANDS, deployCommands } from '../../../src/discord/interactions/commands.js';
import { type FeedbackEntry, readFeedback } from '../../../src/operations/feedback-log.js';
import { ReindexRunner } from '../../../src/operations/reindex-runner.js';
import { parseSettings, type Settings } from '../../../src/config/settings.js';
import { startDiscord, type FakeDiscord } from '../../discord/fake-discord.js';
import { Watch } from '../../discord/watch.js';
import { ASKED } from '../../support/invented-articles.js';
import { programFolders } from '../../support/program-folders.js';
import { BOT_ARTICLES } from './bot-articles.js';
import { WatchedFeedback } from './watched-feedback.js';

/** How a bot is started for tests, where it matters. */
export interface BotOptions {
  /** Settings that name something of the stand-in. */
  readonly settings?: (discord: FakeDiscord) => Readonly<Record<string, string>>;
  readonly commands?: typeof COMMANDS;
}

/** Real milliseconds after which waiting for the bot is given up. */
const PATIENCE = 50_000;
/** From this level on, a line of the log tells of something that went wrong (pino's `error`). */
const ERROR = 50;

/** The bot as `npm start` puts it together, answering from {@link BOT_ARTICLES} in a stand-in for Discord. */
export class RunningBot {
  readonly discord: FakeDiscord;
  readonly articlesDir: string;
  /** What the bot has logged, a line of JSON each. */
  readonly log: string[] = [];
  readonly #watch = new Watch(PATIENCE, () => this.log.slice(-20).join(''));
  readonly #application: Application;
  readonly #feedback: WatchedFeedback;
  readonly #reindexing: ReindexRunner;
  #answering: AnswerService | undefined;
  #bot: LoggedInBot | undefined;

  private constructor(discord: FakeDiscord, application: Application) {
    const { settings } = application;
    this.discord = discord;
    this.articlesDir = settings.articlesDir;
    this.#application = application;
    this.#reindexing = new ReindexRunner(settings);
    this.#feedback = new WatchedFeedback(settings.feedbackFile, () => {
      this.#watch.changed();
    });
  }

  static async start({ settings, commands = COMMANDS }: BotOptions = {}): Promise<RunningBot> {
    const [discord, folders] = await Promise.all([
      startDiscord({ patienceMs: PATIENCE }),
      programFolders(BOT_ARTICLES),
    ]);
    const chosen = parseSettings({
      ...folders.settings,
      LANGUAGE: 'vi',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      FEEDBACK_FILE: path.join(folders.root, 'feedback.jsonl'),
      ...settings?.(discord),
    });
    await deployCommands(chosen, commands);
    const running = new RunningBot(discord, await Application.open(chosen));
    await running.#start(chosen);
    return running;
  }

  /** Brings the index up to date with the articles folder, as the script does, and waits until the bot answers from it. */
  async reindex(): Promise<void> {
    const { generation } = await this.#application.reindex();
    if (generation !== null)
      await this.answersFrom(() => this.#answering?.catalogue.generation === generation);
  }

  /** Resolves when the bot has taken up an index of which `isIt` is true. */
  async answersFrom(isIt: (catalogue: AnswerService['catalogue']) => boolean): Promise<void> {
    const answering = this.#answering;
    await this.#watch.until('a newer index to be taken up', () => answering && isIt(answering.catalogue));
  }

  /** What the feedback file holds, all of it, once there is an entry about `question`. */
  async feedbackAbout(question: string): Promise<readonly FeedbackEntry[]> {
    await this.#watch.until(`feedback about "${question}"`, () => this.#feedback.about.has(question));
    return (await readFeedback(this.#feedback.file)).entries;
  }

  /**
   * Resolves when questions asked now have their answers, the second by way of the first: what the bot has to say to earlier
   * messages, it has said by then.
   */
  async caughtUp(): Promise<void> {
    const { discord } = this;
    const bystander = discord.addUser({ username: 'nguoi_qua_duong' });
    const first = await discord.answerTo(discord.dm(bystander, ASKED.bridge.question));
    await discord.answerTo(discord.reply(bystander, first, ASKED.station.question));
  }

  /**
   * Stops everything, after the questions begun, and checks what holds whatever was talked about: Discord took all that was sent
   * and showed it as meant, nobody was pinged, and nothing went wrong.
   */
  async stop(): Promise<void> {
    const { discord } = this;
    await this.#bot?.stop(new Promise(() => undefined));
    await this.#reindexing.stop();
    await this.#answering?.close();
    await this.#application.close();
    await discord.stop();
    const errors = this.log.filter((line) => (JSON.parse(line) as { level: number }).level >= ERROR);
    expect({
      violations: discord.violations,
      warnings: discord.warnings,
      pinged: pingedIn(discord),
      errors,
    }).toEqual({
      violations: [],
      warnings: [],
      pinged: [],
      errors: [],
    });
  }

  async #start(settings: Settings): Promise<void> {
    await this.#application.reindex();
    this.#answering = await this.#application.openAnswering({
      onSwitch: () => {
        this.#watch.changed();
      },
      onKeyphrases: () => {
        this.#watch.changed();
      },
    });
    await this.answersFrom(({ keyphrases }) => keyphrases.length > 0);
    this.#bot = await startBot({
      settings,
      token: this.discord.token,
      answering: this.#answering,
      feedback: this.#feedback,
      reindexing: this.#reindexing,
      log: pino({ level: 'debug' }, { write: (line: string) => void this.log.push(line) }),
    });
  }
}

/** Whom the bot's messages have pinged. What it opens beside a message of its own replies to itself. */
function pingedIn(discord: FakeDiscord): string[] {
  return discord
    .messages()
    .filter(({ author }) => author === discord.bot)
    .flatMap(({ pings: { users, roles, everyone } }) => [
      ...users,
      ...roles,
      ...(everyone ? ['@everyone'] : []),
    ])
    .filter((id) => id !== discord.bot.id);
}
