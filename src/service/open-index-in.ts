import { UserError } from '../lib/errors.js';
import type { IndexLocation } from '../index/index-location.js';
import type { IndexIdentity } from '../index/passage-index.js';
import type { AnsweringThread } from './answering-thread.js';
import type { OpenedIndex } from './protocol.js';

/** Which index to open. */
interface WantedIndex {
  readonly location: IndexLocation;
  /** What it must have been built with. */
  readonly identity: IndexIdentity;
}

/**
 * What a thread has opened. One that cannot open anything is ended.
 *
 * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`, `database-…`; a `ThreadEnded` when it stopped over it
 */
export async function openIndexIn(
  thread: AnsweringThread,
  { location, identity }: WantedIndex,
): Promise<OpenedIndex> {
  try {
    return await thread.run<'open'>({ kind: 'open', location, identity });
  } catch (error) {
    await thread.close();
    throw error;
  }
}

/** `Catalogue.damage` as the error that it was: threads send plain data. */
export function damageOf({ damage }: OpenedIndex): UserError | null {
  return damage === undefined ? null : new UserError('index-damaged', damage.message, damage.hint);
}
