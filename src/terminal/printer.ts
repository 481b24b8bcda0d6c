import type { Writable } from 'node:stream';

/** What a stream says whose reader has gone away, as `head` does when it has seen enough. */
const READER_GONE: ReadonlySet<string> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);

/** Runs something later; gives how to call it off. */
export type After = (milliseconds: number, run: () => void) => () => void;

/** Shows that something takes its time; gives how to take that off the screen again. */
export type Hint = () => () => void;

/** Up to here a wait feels like none (Nielsen's limit for "instant" is 100 ms, for an unbroken thought 1 s). */
const HINT_DELAY = 300;

/** Prints to a stream whose reader may go away: that is an end, not a failure. */
export class Printer {
  private readonly output: Writable;
  private gone = false;

  constructor(output: Writable) {
    this.output = output;
    // print() learns of every error; unheard as an event, it would end the process with a stack trace.
    output.on('error', () => undefined);
  }

  /**
   * Resolves when `text` has been handed over, with false when nobody reads any more.
   *
   * @throws whatever else the stream fails with
   */
  async print(text: string): Promise<boolean> {
    if (this.gone) return false;
    const error = await new Promise<Error | null | undefined>((resolve) => this.output.write(text, resolve));
    if (!error) return true;
    if (!('code' in error && typeof error.code === 'string' && READER_GONE.has(error.code))) throw error;
    this.gone = true;
    return false;
  }
}

/** Settles as `work` does, and shows `hint` from {@link HINT_DELAY} ms on until then. */
export async function showWhile<T>(work: Promise<T>, hint: Hint, after: After): Promise<T> {
  let takeOff = (): void => undefined;
  const callOff = after(HINT_DELAY, () => {
    takeOff = hint();
  });
  try {
    return await work;
  } finally {
    callOff();
    takeOff();
  }
}

/** {@link After} on the process's own clock. */
export const afterTimeout: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => {
    clearTimeout(timer);
  };
};
