import type { ReindexProgress, ReindexSummary } from '../../index/reindex/reindex-parts.js';
import type { Settings } from '../../config/settings.js';
import { runReindex } from './run-reindex.js';

/** A reindex under way. */
export interface ReindexRun {
  readonly startedAt: Date;
  /** Settles when it has ended; rejects as {@link runReindex}. */
  readonly summary: Promise<ReindexSummary>;
}

/** What came of the wish to reindex. */
export interface StartedReindex {
  readonly run: ReindexRun;
  /** False when `run` was under way already; its progress goes to whoever began it. */
  readonly isNew: boolean;
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

  /** The run under way; null when there is none. */
  get current(): ReindexRun | null {
    return this.#current?.run ?? null;
  }

  /** Begins a run, or gives the one under way. */
  start(onProgress: (progress: ReindexProgress) => void): StartedReindex {
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
