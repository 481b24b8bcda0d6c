import { LRUCache } from 'lru-cache';

/** Ratings remembered. */
const REMEMBERED = 10_000;

/** Who has rated what, so that a button pressed again and again counts once. Forgotten with the process: names are never kept. */
export class Ratings {
  private readonly last = new LRUCache<string, boolean>({ max: REMEMBERED });

  /** Whether this rating says something new: the first of its person for a message, or another than their last. */
  isNew(messageId: string, userId: string, good: boolean): boolean {
    const key = `${messageId}:${userId}`;
    if (this.last.get(key) === good) return false;
    this.last.set(key, good);
    return true;
  }
}
