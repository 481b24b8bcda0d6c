import { lockFileIn, readLock } from '../../index/storage/lock-holder.js';
import type { Observation } from './finding.js';
import { judgeLock } from './judge-lock.js';

/** Tells who is writing the index in `indexDir`, or was; empty when nobody is. */
export async function examineLock(indexDir: string): Promise<Observation[]> {
  const lock = await readLock(lockFileIn(indexDir));
  return lock === null ? [] : [judgeLock(lock)];
}
