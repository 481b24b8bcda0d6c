import { UserError } from '../../src/lib/errors.js';
import { interceptWrites, type WriteCall } from './intercept-writes.js';
import { mustHold, type Tally } from './tally.js';
import type { State } from './two-states.js';
import { changeAll, failureOf, mustBeMended, stateOf, type Victim } from './victim.js';

/** How writes fail. */
export interface Faults {
  readonly codes: readonly string[];
  /** Before anything is done, half done, or done but for the word that it is. */
  readonly ways: readonly ('refused' | 'torn' | 'late')[];
}

/** The number of writes of a reindex that changes everything. */
export async function countWrites(victim: Victim): Promise<number> {
  let writes = 0;
  await changeAll(victim);
  await reindexOn(victim, ({ perform }) => {
    writes += 1;
    return perform();
  });
  return writes;
}

/**
 * Has the disk fail at each write of a reindex in turn, at that one alone and at all from it on, in each way and with each code.
 * Readers get one whole state, the error names the folder and what to do, and the next reindex ends well.
 */
export async function failAtEachWrite(victim: Victim, { codes, ways }: Faults, tally: Tally): Promise<void> {
  const writes = await countWrites(victim);
  for (let at = 0; at < writes; at += 1) {
    for (const code of codes) {
      for (const way of ways) {
        for (const isForGood of [false, true]) {
          const name = `${code} at write ${at} of ${writes}, ${way}${isForGood ? ', and at all later ones' : ''}`;
          await tally.attempt(name, () => failAt(victim, { at, code, way, isForGood }));
        }
      }
    }
  }
  tally.note(`${writes} writes in a reindex`);
}

interface Fault {
  readonly at: number;
  readonly code: string;
  readonly way: Faults['ways'][number];
  readonly isForGood: boolean;
}

async function failAt(victim: Victim, { at, code, way, isForGood }: Fault): Promise<string> {
  let writes = 0;
  const wanted = await changeAll(victim);
  const failure = await reindexOn(victim, async ({ name, perform, tear }) => {
    const place = writes++;
    if (place < at || (place > at && !isForGood)) return await perform();
    if (place === at && way === 'torn') await tear?.();
    // A file that is open and cannot be closed is no fault of a disk.
    if (place === at && way === 'late' && name !== 'open') await perform();
    throw Object.assign(new Error(`${code}: made up`), { code });
  });
  return await checkFailure(victim, wanted, failure, code);
}

/**
 * Checks what a failed write has left, and that the next reindex mends it.
 *
 * @param failure - what the reindex threw; null when it ended well
 */
export async function checkFailure(
  victim: Victim,
  wanted: State,
  failure: Error | null,
  code: string,
): Promise<string> {
  const { state, damage } = await stateOf(victim);
  mustHold(damage === null, String(damage));
  if (failure === null) mustHold(state === wanted, 'the reindex ended well, and nothing was published');
  else {
    mustHold(failure instanceof UserError, `the error is none for people: ${failure.message}`);
    const { message, hint } = failure;
    const isTold = failure.code === 'index-unwritable' && message.includes(victim.folders.indexDir);
    mustHold(
      isTold && message.includes(code) && hint.includes('INDEX_DIR'),
      `not told enough: ${message} ${hint}`,
    );
  }
  await mustBeMended(victim, wanted);
  if (failure === null) return 'published: only tidying up had failed';
  return state === wanted ? 'told; the new index is out' : 'told; the old index stays';
}

/** Reindexes with every write intercepted; gives what was thrown, null when nothing was. */
async function reindexOn(
  { program, folders }: Victim,
  intercept: (call: WriteCall) => Promise<unknown>,
): Promise<Error | null> {
  const restore = interceptWrites(folders.indexDir, intercept);
  return await failureOf(program.reindex()).finally(restore);
}
