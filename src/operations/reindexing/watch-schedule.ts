/** Milliseconds without any change after which the files count as still: nobody is in the middle of writing one. */
export const QUIET_MS = 1_000;
/** Milliseconds after a change at which it is taken up, though others still go on: a folder may never be quite still. */
export const LONGEST_WAIT_MS = 60_000;
/** Milliseconds from a failure to the next try; each further failure doubles them, up to {@link LONGEST_RETRY_MS}. */
export const RETRY_MS = 2_000;
export const LONGEST_RETRY_MS = 60_000;

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
