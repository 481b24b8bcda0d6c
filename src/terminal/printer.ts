import type { Writable } from 'node:stream';

/** What a stream says whose reader has gone away, as `head` does when it has seen enough. */
const READER_GONE: ReadonlySet<string> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);

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
