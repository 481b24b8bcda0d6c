import { toCarried } from '../lib/serialized-error.js';
import type { Outcome } from './protocol.js';

/** Waits for `work` and makes what it gives or throws fit to be sent to another thread. Never rejects. */
export async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toCarried(error) };
  }
}
