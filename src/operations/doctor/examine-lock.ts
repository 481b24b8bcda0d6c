import { lockIn, readLock } from '../../index/storage/writer-lock.js';
import type { Observation } from './finding.js';
import { judgeLock } from './judge-lock.js';

/** Tells who is writing the index in `indexDir`, or was; empty when nobody is. */
export async function examineLock(indexDir: string): Promise<Observation[]> {
  const lock = await readLock(lockIn(indexDir));
  return lock === null ? [] : [judgeLock(lock)];
}
