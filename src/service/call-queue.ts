import { BusyError } from './busy-error.js';
import type { Call, CallOf, CallResult, CallResults } from './protocol.js';

/** A call, and the caller who waits for its result. */
export interface QueuedCall {
  readonly call: Call;
  /** Place in the order of all calls. */
  readonly number: number;
  /** True once it was begun by a thread that ended before it had answered. */
  begunBefore: boolean;
  resolve(result: CallResult): void;
  reject(error: unknown): void;
}

/** Calls that no thread has begun yet, in the order in which they came. */
export class CallQueue {
  readonly #most: number;
  readonly #waiting: QueuedCall[] = [];
  #nextNumber = 0;

  /** @param most - how many may wait */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Queues a call and waits for its result.
   *
   * @throws {@link BusyError} when too many wait already.
   */
  async add<Kind extends Call['kind']>(call: CallOf<Kind>): Promise<CallResults[Kind]> {
    if (this.#waiting.length >= this.#most) throw new BusyError(this.#waiting.length);
    const result = await new Promise<CallResult>((resolve, reject) => {
      this.#waiting.push({ call, number: this.#nextNumber++, begunBefore: false, resolve, reject });
    });
    return result as CallResults[Kind];
  }

  /** Calls that wait. */
  get size(): number {
    return this.#waiting.length;
  }

  /** The call that {@link next} would take. */
  get first(): QueuedCall | undefined {
    return this.#waiting[0];
  }

  /** Takes the call that has waited longest. */
  next(): QueuedCall | undefined {
    return this.#waiting.shift();
  }

  /** Has a call that was taken wait in its old place again. */
  putBack(queued: QueuedCall): void {
    const place = this.#waiting.findIndex(({ number }) => number > queued.number);
    this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, queued);
  }

  rejectAll(error: unknown): void {
    for (const queued of this.#waiting.splice(0)) queued.reject(error);
  }
}
