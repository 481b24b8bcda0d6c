import { UserError } from '../errors.js';
import type { IndexIdentity } from '../index/passage-index.js';
import type { AnsweringThread } from './answering-thread.js';
import type { Catalogue } from './answering.js';

/** Which index to open. */
interface WantedIndex {
  readonly indexDir: string;
  /** What it must have been built with. */
  readonly identity: IndexIdentity;
}

/**
 * What a thread has opened. One that cannot open anything is ended.
 *
 * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`; a `ThreadEnded` when it stopped over it
 */
export async function openIndexIn(
  thread: AnsweringThread,
  { indexDir, identity }: WantedIndex,
): Promise<Catalogue> {
  try {
    return await thread.run<'open'>({ kind: 'open', indexDir, identity });
  } catch (error) {
    await thread.close();
    throw error;
  }
}

/** {@link Catalogue.damage} as the error that it was: threads send plain data. */
export function damageOf({ damage }: Catalogue): UserError | null {
  return damage === undefined ? null : new UserError('index-damaged', damage.message, damage.hint);
}
