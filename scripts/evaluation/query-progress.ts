import type { Writable } from 'node:stream';

/** Milliseconds between two lines. */
const EVERY = 2_000;

/**
 * Tells in plain lines how many queries are done, for whoever waits.
 *
 * @param now - milliseconds of a clock that only goes forward
 */
export function queryProgress(
  output: Writable,
  now: () => number = () => performance.now(),
): (done: number, total: number) => void {
  let toldAt = -Infinity;
  return (done, total) => {
    if (done < total && now() - toldAt < EVERY) return;
    toldAt = now();
    output.write(`Asked ${done}/${total} queries\n`);
  };
}
