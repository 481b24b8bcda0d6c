import { fromCarried } from '../lib/serialized-error.js';
import type { Outcome } from './protocol.js';

/** What has been asked of another thread and not been answered yet. */
export class PendingReplies<T> {
  readonly #pending = new Map<number, { resolve: (value: T) => void; reject: (error: Error) => void }>();
  #nextId = 0;

  get size(): number {
    return this.#pending.size;
  }

  /**
   * Asks, and waits for {@link settle} or {@link rejectAll}.
   *
   * @param send - sends the request with the number given
   */
  ask(send: (id: number) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      // Nobody will ever reply to what could not be sent.
      send(id);
      this.#pending.set(id, { resolve, reject });
    });
  }

  /** The reply to request `id` is there; one that nobody waits for (any more) is let go. */
  settle(id: number, outcome: Outcome<T>): void {
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    if (outcome.ok) waiting?.resolve(outcome.value);
    else waiting?.reject(fromCarried(outcome.error));
  }

  /** No more replies will come to what has been asked so far. */
  rejectAll(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}
