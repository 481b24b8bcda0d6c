import { LRUCache } from 'lru-cache';

/** People remembered. In a crowd larger than this, whoever asked longest ago is let through early. */
const REMEMBERED_PEOPLE = 10_000;

/** How long each person waits between two questions. */
export class Cooldown {
  readonly #milliseconds: number;
  readonly #now: () => number;
  /** By user id, the moment from which that person may ask again. */
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
  take(userId: string): number {
    if (this.#milliseconds === 0) return 0;
    const now = this.#now();
    const wait = (this.#readyAt.get(userId) ?? now) - now;
    if (wait > 0) return Math.ceil(wait / 1000);
    this.#readyAt.set(userId, now + this.#milliseconds);
    return 0;
  }
}
