interface Waiter {
  readonly check: () => void;
}

/**
 * Waits for facts about the stand-in. Whatever changes anything calls {@link Watch.changed}; whoever waits looks again then, so
 * nobody sleeps.
 */
export class Watch {
  readonly #waiters = new Set<Waiter>();
  readonly #patienceMs: number;
  readonly #story: () => string;

  /**
   * @param patienceMs - real milliseconds after which waiting is given up.
   * @param story - what has happened lately, for the error that says so.
   */
  constructor(patienceMs: number, story: () => string) {
    this.#patienceMs = patienceMs;
    this.#story = story;
  }

  /** Something is no longer as it was. */
  changed(): void {
    for (const waiter of [...this.#waiters]) waiter.check();
  }

  /**
   * Resolves with what `read` gives as soon as that is neither null, undefined nor false.
   *
   * @param what - what is waited for, as the error names it.
   * @throws Error when it has not come after the patience given to the constructor; the error tells what came instead.
   */
  until<T>(what: string, read: () => T | null | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        act();
      };
      const check = (): void => {
        try {
          const value = read();
          if (value === null || value === undefined || value === false) return;
          settle(() => {
            resolve(value);
          });
        } catch (error) {
          settle(() => {
            reject(error instanceof Error ? error : new Error(String(error)));
          });
        }
      };
      const waiter: Waiter = { check };
      const timer = setTimeout(() => {
        settle(() => {
          reject(
            new Error(`Waited ${this.#patienceMs} ms for ${what}. What happened lately:\n${this.#story()}`),
          );
        });
      }, this.#patienceMs);
      this.#waiters.add(waiter);
      check();
    });
  }
}
