import type { WriterLock } from '../../index/storage/writer-lock.js';
import type { Observation } from './finding.js';

/** What to say of the lock of an index. */
export function judgeLock({ file, holder, liveness }: WriterLock): Observation {
  if (holder === null) {
    return { check: 'index', level: 'warning', code: 'lock-unreadable', facts: { file } };
  }
  const { pid, host, since } = holder;
  switch (liveness) {
    case 'alive':
      return { check: 'index', level: 'well', code: 'writer-at-work', facts: { pid, since } };
    case 'dead':
      return { check: 'index', level: 'warning', code: 'lock-left-behind', facts: { pid, since } };
    case 'unknown': {
      const facts = { file, pid, host, since };
      return { check: 'index', level: 'warning', code: 'lock-of-another-machine', facts };
    }
  }
}
