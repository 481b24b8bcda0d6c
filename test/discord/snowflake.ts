import type { Clock } from './clock.js';

/** The first millisecond of 2015, from which Discord counts. */
const DISCORD_EPOCH = 1_420_070_400_000n;
/** The bits below the milliseconds: worker, process and a counter. */
const LOW_BITS = 22n;

/** Makes ids as Discord does: the time in the high bits, and each greater than the one before. */
export class SnowflakeMaker {
  readonly #clock: Clock;
  #last = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    const now = (BigInt(Math.floor(this.#clock.now())) - DISCORD_EPOCH) << LOW_BITS;
    this.#last = now > this.#last ? now : this.#last + 1n;
    return this.#last.toString();
  }
}
