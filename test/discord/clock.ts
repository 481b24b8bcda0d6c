/**
 * The stand-in's time, in Unix milliseconds. Discord's deadlines are measured against it, so a test passes 3 seconds or
 * 15 minutes by {@link Clock.advance} and waits for nothing.
 */
export class Clock {
  readonly #base: () => number;
  #ahead = 0;

  constructor(base: () => number = Date.now) {
    this.#base = base;
  }

  now(): number {
    return this.#base() + this.#ahead;
  }

  /** Moves the time on by `ms`. */
  advance(ms: number): void {
    this.#ahead += ms;
  }
}
