import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { watch } from 'chokidar';
import { type ErrorCode, UserError } from '../lib/errors.js';
import type { ReindexSummary } from '../index/reindex-parts.js';

/** Milliseconds between two looks whether the folder is still the one that is watched: it may be exchanged without a word. */
const LOOK_EVERY_MS = 10_000;

/** Milliseconds without any change after which the files count as still: nobody is in the middle of writing one. */
export const QUIET_MS = 1_000;
/** Milliseconds after a change at which it is taken up, though others still go on: a folder may never be quite still. */
export const LONGEST_WAIT_MS = 60_000;
/** Milliseconds from a failure to the next try; each further failure doubles them, up to {@link LONGEST_RETRY_MS}. */
export const RETRY_MS = 2_000;
export const LONGEST_RETRY_MS = 60_000;

export interface FollowParts {
  reindex(): Promise<ReindexSummary>;
  watch(events: FolderEvents): Promise<FolderWatch>;
  /** A run has come to its end. */
  readonly onReindexed: (summary: ReindexSummary) => void;
  /** A run failed, or not all of the folder can be watched; it is tried again. Told once as long as the cause is the same. */
  readonly onFailed: (error: unknown) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, and at once when `signal` aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Reindexes now and whenever the articles folder has changed and is still again, until `signal` aborts. A run that fails is
 * tried again; the folder may go away and come back.
 *
 * @throws {@link UserError} `model-…` when the model is gone; of the first run also `articles-folder-missing`,
 * `index-unwritable` and `index-would-shrink`: then the settings are wrong.
 */
export async function followArticles(parts: FollowParts, signal: AbortSignal): Promise<void> {
  await new Follower(parts, signal).follow();
}

class Follower {
  readonly #parts: FollowParts;
  readonly #signal: AbortSignal;
  #schedule: WatchSchedule;
  /** Aborted to have what waits look at the schedule again. */
  #waiting = new AbortController();
  /** Causes of what was told last: of runs until one succeeds, and of watching. */
  readonly #told = new Map<'run' | 'watch', string>();
  #runs = 0;

  constructor(parts: FollowParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
    this.#schedule = firstSchedule(parts.now());
    signal.addEventListener('abort', () => {
      this.#waiting.abort();
    });
  }

  async follow(): Promise<void> {
    let watching = await this.#watch();
    try {
      for (let next = await this.#next(); next !== 'stop'; next = await this.#next()) {
        const hasFailed = next === 'run' && !(await this.#run());
        if (await watching.isSound()) {
          if (next === 'run' && !hasFailed) this.#schedule = afterSuccess(this.#schedule);
          continue;
        }
        await watching.close();
        watching = await this.#watch();
        // What has changed since the last run nobody watched.
        if (await watching.isSound()) this.#change();
        else if (!hasFailed) this.#retry();
      }
    } finally {
      await watching.close();
    }
  }

  #watch(): Promise<FolderWatch> {
    return this.#parts.watch({
      onChange: () => {
        this.#change();
      },
      onError: (error) => {
        this.#tellFailed('watch', error);
      },
    });
  }

  #change(): void {
    this.#schedule = afterChange(this.#schedule, this.#parts.now());
    this.#waiting.abort();
  }

  #retry(): void {
    this.#schedule = afterFailure(this.#schedule, this.#parts.now());
  }

  /** Waits for what is to be done next: a run, or a look at whether the folder is still watched. */
  async #next(): Promise<'run' | 'look' | 'stop'> {
    const { now, wait } = this.#parts;
    const look = now() + LOOK_EVERY_MS;
    while (!this.#signal.aborted) {
      const { due } = this.#schedule;
      if (due !== null && due <= now()) return 'run';
      if (look <= now()) return 'look';
      this.#waiting = new AbortController();
      await wait(Math.min(due ?? look, look) - now(), this.#waiting.signal);
    }
    return 'stop';
  }

  /** False when it failed and is to be tried again. */
  async #run(): Promise<boolean> {
    const isFirst = this.#runs++ === 0;
    this.#schedule = afterStart(this.#schedule);
    try {
      const summary = await this.#parts.reindex();
      this.#told.delete('run');
      this.#parts.onReindexed(summary);
      return true;
    } catch (error) {
      if (this.#signal.aborted) return false;
      if (isLasting(error, isFirst)) throw error;
      this.#retry();
      this.#tellFailed('run', error);
      return false;
    }
  }

  #tellFailed(what: 'run' | 'watch', error: unknown): void {
    const cause = String(error);
    if (this.#told.get(what) === cause) return;
    this.#told.set(what, cause);
    this.#parts.onFailed(error);
  }
}

/** What comes of wrong settings where it happens at once; later on, a disk is full or not mounted any more. */
const WRONG_SETTINGS: readonly ErrorCode[] = [
  'articles-folder-missing',
  'index-unwritable',
  'index-would-shrink',
];

/** True of what nothing that happens in the folder will mend. */
function isLasting(error: unknown, isFirst: boolean): boolean {
  if (!(error instanceof UserError)) return false;
  return error.code.startsWith('model-') || (isFirst && WRONG_SETTINGS.includes(error.code));
}

/** When to reindex. Times are milliseconds of a clock that only goes forward. */
export interface WatchSchedule {
  /** Null when there is nothing to do before something changes. */
  readonly due: number | null;
  /** Time of the first change that has not been taken up; null when all have. */
  readonly changedSince: number | null;
  /** Tries that failed since all was well. */
  readonly failures: number;
}

/** The first run is due at once. */
export function firstSchedule(now: number): WatchSchedule {
  return { due: now, changedSince: null, failures: 0 };
}

/** Something in the folder has changed, be it during a run. */
export function afterChange(schedule: WatchSchedule, now: number): WatchSchedule {
  const changedSince = schedule.changedSince ?? now;
  return { ...schedule, changedSince, due: Math.min(now + QUIET_MS, changedSince + LONGEST_WAIT_MS) };
}

/** A run begins, and takes up all changes so far. */
export function afterStart({ failures }: WatchSchedule): WatchSchedule {
  return { due: null, changedSince: null, failures };
}

/** A run has come to its end, and the folder is watched as it should be. */
export function afterSuccess(schedule: WatchSchedule): WatchSchedule {
  return { ...schedule, failures: 0 };
}

/**
 * A run has failed, or the folder cannot be watched: it is tried again even if nothing seems to change. A lock is let go, a
 * disk is mounted again.
 */
export function afterFailure(schedule: WatchSchedule, now: number): WatchSchedule {
  const retry = now + Math.min(RETRY_MS * 2 ** schedule.failures, LONGEST_RETRY_MS);
  return { ...schedule, due: Math.min(schedule.due ?? retry, retry), failures: schedule.failures + 1 };
}

export interface FolderEvents {
  /** A file or folder has come, gone or changed. */
  readonly onChange: (file: string) => void;
  /** The system does not let all of the folder be watched. */
  readonly onError: (error: unknown) => void;
}

export interface FolderWatch {
  /**
   * False when the folder has to be watched anew: it has gone, another has taken its place, it was not there in the first
   * place, or an error has come up.
   */
  isSound(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Watches a folder with all below it, and resolves when no later change is missed. One that is not there is watched for,
 * but it may come unnoticed ({@link FolderWatch.isSound}).
 *
 * Hidden files and folders are left out, as they are of the articles: a `.git` would take a watch a folder. Symbolic links
 * are not followed, so none can lead in circles; what they lead to inside the folder is watched there.
 */
export async function watchFolder(folder: string, { onChange, onError }: FolderEvents): Promise<FolderWatch> {
  const root = await realpath(folder).catch(() => folder);
  const identity = await identityOf(folder);
  let isBroken = identity === null;
  const isHidden = (file: string) => file !== root && /^[._]/u.test(path.basename(file));
  const watcher = watch(root, {
    ignored: isHidden,
    ignoreInitial: true,
    ignorePermissionErrors: true,
    followSymlinks: false,
  });
  watcher.on('all', (event, file) => {
    if (event === 'unlinkDir' && file === root) isBroken = true;
    onChange(file);
  });
  watcher.on('error', (error) => {
    isBroken = true;
    onError(error);
  });
  await new Promise<void>((resolve) => {
    watcher.once('ready', resolve);
  });
  return {
    isSound: async () => !isBroken && (await identityOf(folder)) === identity,
    close: () => watcher.close(),
  };
}

/** Tells a folder from another of the same name; null where there is none. */
async function identityOf(folder: string): Promise<string | null> {
  return await stat(folder).then(
    // The number of a folder removed may be given to the next one.
    ({ dev, ino, birthtimeMs }) => `${dev}:${ino}:${birthtimeMs}`,
    () => null,
  );
}
