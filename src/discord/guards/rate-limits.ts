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

/** Things of one person that may wait or be under way at once: more would push those of others back. */
const SHARE = 5;

/** How much of the bot's work is for whom. */
export class Shares {
  readonly #taken = new Map<string, number>();

  isFull(person: string): boolean {
    return (this.#taken.get(person) ?? 0) >= SHARE;
  }

  /** Counts one more thing of a person until the function returned is called. */
  enter(person: string): () => void {
    this.#taken.set(person, (this.#taken.get(person) ?? 0) + 1);
    return () => {
      const left = (this.#taken.get(person) ?? 1) - 1;
      if (left > 0) this.#taken.set(person, left);
      else this.#taken.delete(person);
    };
  }
}
