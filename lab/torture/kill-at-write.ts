/**
 * Loaded before a writer (`node --import`), kills its process with SIGKILL at one of its writes. The address that it is loaded
 * by names which: `?folder=…&at=3&moment=torn`.
 */
import { interceptWrites } from './intercept-writes.js';

/** When in the course of a write the process is killed. */
export type KillMoment = 'before' | 'torn' | 'after';

const wanted = new URL(import.meta.url).searchParams;
const at = Number(wanted.get('at'));
let writes = 0;

interceptWrites(wanted.get('folder') ?? '', async ({ perform, tear }) => {
  const isLast = writes++ === at;
  if (!isLast) return await perform();
  if (wanted.get('moment') === 'torn') await tear?.();
  if (wanted.get('moment') === 'after') await perform();
  process.kill(process.pid, 'SIGKILL');
  // The signal may arrive a moment later than the call returns.
  return await new Promise(() => undefined);
});
