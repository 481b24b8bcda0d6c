import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../../src/config/settings.js';
import { Watch } from '../../discord/watch.js';
import { compiledProgram } from '../../support/compiled-program.js';
import { environmentWith } from '../../support/run-script.js';

/** A line of the bot's log. */
export interface LogLine {
  /** pino's number: 30 info, 40 warn, 50 error. */
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** How a process has ended. */
export interface Ending {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Real milliseconds after which waiting for the bot is given up. */
const PATIENCE = 60_000;
/** The bot as `npm start` runs it, but compiled, in a process of its own and without a terminal. */
export class BotProcess {
  /** Resolves when it has ended and all of its output is read. */
  readonly ended: Promise<Ending>;
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #watch = new Watch(PATIENCE, () => this.stderr);

  private constructor(settings: Readonly<Record<string, string>>, nodeArgs: readonly string[]) {
    const child = spawn(process.execPath, nodeArgs, {
      cwd: PROJECT_ROOT,
      env: environmentWith(settings),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      this.#watch.changed();
    });
    this.ended = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode, signal) => {
        resolve({ exitCode, signal });
      });
    });
    this.#child = child;
  }

  /**
   * Starts one for the test that runs: whatever that comes to, it leaves no process behind.
   *
   * @param nodeArgs - what Node.js runs, `src/main.ts` compiled when left out
   */
  static start(
    settings: Readonly<Record<string, string>>,
    nodeArgs: readonly string[] = compiledProgram('src/main.ts'),
  ): BotProcess {
    const bot = new BotProcess(settings, nodeArgs);
    onTestFinished(async () => {
      bot.signal('SIGKILL');
      await bot.ended;
    });
    return bot;
  }

  /** {@link start}, and waits until the bot answers. */
  static async ready(settings: Readonly<Record<string, string>>): Promise<BotProcess> {
    const bot = BotProcess.start(settings);
    await bot.logged('bot ready');
    return bot;
  }

  get pid(): number {
    return Number(this.#child.pid);
  }

  /** What it has logged so far. Every line must be one of JSON. */
  get log(): LogLine[] {
    const whole = this.stderr.slice(0, this.stderr.lastIndexOf('\n') + 1);
    return whole.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as LogLine]));
  }

  /** The `nth` line that says `msg`, counting from 1, once it is there. */
  logged(msg: string, nth = 1): Promise<LogLine> {
    return this.#watch.until(
      `"${msg}" in the log (${nth})`,
      () => this.log.filter((line) => line.msg === msg)[nth - 1],
    );
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Signals the process that runs the bot's models. */
  signalModels(name: NodeJS.Signals): void {
    const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
    const models = table
      .split('\n')
      .map((line) => line.trim().split(/\s+/u))
      .find(
        ([, parent, ...args]) =>
          Number(parent) === this.#child.pid && args.some((arg) => arg.includes('model-worker')),
      );
    if (models === undefined) throw new Error('The bot runs no models.');
    process.kill(Number(models[0]), name);
  }
}
