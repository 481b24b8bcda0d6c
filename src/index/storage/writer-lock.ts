import path from 'node:path';
import { UserError } from '../../lib/errors.js';
import {
  LockTaken,
  nameOf,
  readLock,
  takeLock,
  type LockHolder,
  type LockTimes,
} from '../../lib/file-lock.js';
import { orUnwritable } from './index-errors.js';

const LOCK = 'writer.lock';
const TIMES: LockTimes = { stale: 60_000, update: 10_000 };

/** The lock as its holder has it. */
export interface HeldLock {
  /**
   * To be called before anything is written that only one writer may write.
   *
   * @throws {@link UserError} `index-locked` when the lock has been taken away or over
   */
  readonly assertHeld: () => Promise<void>;
}

/**
 * Runs `work` as the only writer of `indexDir`, on this machine and on others that share the folder. The lock of a
 * process of this machine is taken over as soon as it is no longer alive; of another machine's when it has given no sign of life
 * for a while.
 *
 * @throws {@link UserError} `index-locked`, saying who holds it and since when.
 */
export async function withWriterLock<T>(
  indexDir: string,
  now: () => Date,
  work: (lock: HeldLock) => Promise<T>,
  times: LockTimes = TIMES,
): Promise<T> {
  const folder = path.resolve(lockIn(indexDir));
  const lock = await orUnwritable(indexDir, () => takeLock(folder, { times, now })).catch(
    (error: unknown) => {
      throw error instanceof LockTaken ? indexLocked(folder, error.holder) : error;
    },
  );
  try {
    return await work({
      assertHeld: async () => {
        if (!(await lock.isHeld())) throw await lockLost(folder, lock.holder);
      },
    });
  } finally {
    await lock.release();
  }
}

function indexLocked(folder: string, holder: LockHolder | null): UserError {
  return new UserError(
    'index-locked',
    `The index is being written by ${nameOf(holder)}.`,
    `Wait until that has finished. If it no longer runs, delete ${folder}.`,
  );
}

async function lockLost(folder: string, { token }: LockHolder): Promise<UserError> {
  const holder = (await readLock(folder))?.holder ?? null;
  const who = holder === null || holder.token === token ? '' : `: ${nameOf(holder)} has it`;
  return new UserError(
    'index-locked',
    `This process no longer holds the lock ${folder}${who}.`,
    'Nothing of what it did is published. Wait until no other process writes the index, then run `npm run reindex` again.',
  );
}

/** Where the lock of an index is. */
export function lockIn(indexDir: string): string {
  return path.join(indexDir, LOCK);
}
