import path from 'node:path';
import type { Settings } from '../config/settings.js';
import type { ReindexProgress, ReindexSummary } from '../index/reindex-parts.js';
import { mayReindex } from '../index/open-index.js';
import { Program } from '../lib/channel.js';
import { UserError } from '../lib/errors.js';

/** What the process that reindexes does. `reindex` comes first and once; after `stop` nothing more is published. */
export interface ReindexFunctions {
  reindex(settings: Settings): ReindexSummary;
  stop(): void;
}

export interface ReindexListener {
  tellProgress(progress: ReindexProgress): void;
}

/** Compiled or not, the process's program lies beside this file with the same extension. */
const PROGRAM = new URL(`./reindex-process${path.extname(import.meta.url)}`, import.meta.url);
/** Milliseconds that a run which is told to stop may take to put its files in order. */
const STOP_WITHIN = 5_000;

/**
 * Brings the index up to date in a process of its own. Resolves or rejects when that process has ended, so that the next
 * run finds the index free.
 *
 * @param signal - stops the run with its reason; nothing is published then, unless it had been already
 * @param program - what the process runs, in place of the program that reindexes: for tests of how processes end
 * @throws {@link UserError} as `Application.open` and `Application.reindex`, and `index-read-only` where the settings leave it to
 * `npm run reindex`; a plain error when the process dies
 */
export async function runReindex(
  settings: Settings,
  onProgress: (progress: ReindexProgress) => void,
  { signal, program = PROGRAM }: { readonly signal?: AbortSignal; readonly program?: URL } = {},
): Promise<ReindexSummary> {
  signal?.throwIfAborted();
  if (!mayReindex(settings)) {
    throw new UserError(
      'index-read-only',
      'The bot only reads this index: several machines may share it.',
      'Run `npm run reindex` where the articles are, or set REINDEX=on for the bot of that machine.',
    );
  }
  const listener: ReindexListener = { tellProgress: onProgress };
  const started = new Program<ReindexFunctions>(program, listener, {
    stopped: (how, cause) =>
      new Error(`The process that reindexes stopped (${how}).`, cause === undefined ? undefined : { cause }),
  });
  let deadline: NodeJS.Timeout | undefined;
  const stop = () => {
    void started.call((remote) => remote.stop.asEvent());
    deadline = setTimeout(() => void started.kill(), STOP_WITHIN);
  };
  signal?.addEventListener('abort', stop);
  try {
    return await started.call(async (remote) => {
      try {
        return await remote.reindex({ ...settings, discordToken: null });
      } finally {
        await started.ended;
      }
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    clearTimeout(deadline);
  }
}

export interface ReindexRun {
  readonly startedAt: Date;
  /** Settles when it has ended; rejects as {@link runReindex}. */
  readonly summary: Promise<ReindexSummary>;
}

/** Runs one reindex at a time, each in its own process. */
export class ReindexRunner {
  readonly #settings: Settings;
  readonly #runReindex: typeof runReindex;
  readonly #now: () => Date;
  #current: { readonly run: ReindexRun; readonly stop: AbortController } | undefined;

  constructor(settings: Settings, run = runReindex, now = () => new Date()) {
    this.#settings = settings;
    this.#runReindex = run;
    this.#now = now;
  }

  get current(): ReindexRun | null {
    return this.#current?.run ?? null;
  }

  /** Begins a run, or gives the one under way, which is not new: its progress goes to whoever began it. */
  start(onProgress: (progress: ReindexProgress) => void): {
    readonly run: ReindexRun;
    readonly isNew: boolean;
  } {
    if (this.#current !== undefined) return { run: this.#current.run, isNew: false };
    const stop = new AbortController();
    const summary = this.#runReindex(this.#settings, onProgress, { signal: stop.signal }).finally(() => {
      this.#current = undefined;
    });
    const run = { startedAt: this.#now(), summary };
    this.#current = { run, stop };
    return { run, isNew: true };
  }

  /** Stops the run under way, whose summary then rejects, and resolves when it has ended. */
  async stop(): Promise<void> {
    const { run, stop } = this.#current ?? {};
    stop?.abort(new Error('The reindex was stopped.'));
    await Promise.allSettled([run?.summary]);
  }
}
