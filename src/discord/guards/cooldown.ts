import { LRUCache } from 'lru-cache';

/** People remembered. In a crowd larger than this, whoever asked longest ago is let through early. */
const REMEMBERED_PEOPLE = 10_000;

/** What a person waits between: questions and searches, or uses of the buttons and menus below an answer. */
export type Wait = 'question' | 'look';

/** How long each person waits between two questions, and between two looks at more of an answer. */
export class Cooldown {
  readonly #milliseconds: number;
  readonly #now: () => number;
  /** By what is waited for and user id, the moment from which that person may ask again. */
  readonly #readyAt = new LRUCache<string, number>({ max: REMEMBERED_PEOPLE });

  /**
   * @param seconds - 0 for none
   * @param now - milliseconds of a clock that never goes back
   */
  constructor(seconds: number, now: () => number = () => performance.now()) {
    this.#milliseconds = seconds * 1000;
    this.#now = now;
  }

  /** Lets a person ask, which begins their next wait, and gives 0; or gives the seconds that they still have to wait, rounded up. */
  take(userId: string, wait: Wait): number {
    if (this.#milliseconds === 0) return 0;
    const now = this.#now();
    const key = `${wait} ${userId}`;
    const left = (this.#readyAt.get(key) ?? now) - now;
    if (left > 0) return Math.ceil(left / 1000);
    this.#readyAt.set(key, now + this.#milliseconds);
    return 0;
  }
}
