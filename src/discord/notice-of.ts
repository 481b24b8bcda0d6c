import { BusyError } from '../service/answer-service.js';
import type { Notice } from './reply/notice-view.js';

/** What to say of something that went wrong. */
export function noticeOf(error: unknown): Notice {
  return error instanceof BusyError ? { kind: 'busy' } : { kind: 'error', error };
}
