import { BusyError } from '../answering/busy-error.js';
import type { Notice } from './replies/notice-view.js';

/** What to say of something that went wrong. */
export function noticeOf(error: unknown): Notice {
  return error instanceof BusyError ? { kind: 'busy' } : { kind: 'error', error };
}
