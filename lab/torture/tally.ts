import { messageOf, UserError } from '../../src/lib/errors.js';

/** What one kind of trial came to. */
export interface TrialReport {
  readonly title: string;
  /** How often it was tried; 0 where it could not be. */
  readonly tried: number;
  /** What was lost, each with what is needed to try it again. */
  readonly losses: readonly string[];
  /** How often each outcome was seen, all of which are allowed. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Measured or left out, for people. */
  readonly notes: readonly string[];
}

/** Counts what a kind of trial comes to. */
export class Tally {
  readonly #title: string;
  readonly #onLoss: (loss: string) => void;
  readonly #stop: AbortSignal | undefined;
  readonly #losses: string[] = [];
  readonly #outcomes = new Map<string, number>();
  readonly #notes: string[] = [];
  #tried = 0;
  #leftOut = 0;

  /**
   * @param onLoss - hears of a loss at once
   * @param stop - from then on nothing more is tried
   */
  constructor(title: string, onLoss: (loss: string) => void, stop?: AbortSignal) {
    this.#title = title;
    this.#onLoss = onLoss;
    this.#stop = stop;
  }

  get tried(): number {
    return this.#tried;
  }

  /**
   * Runs one trial. It gives the outcome, one of those that are allowed; whatever it throws is a loss.
   *
   * @param name - what is needed to try it again
   */
  async attempt(name: string, trial: () => Promise<string>): Promise<void> {
    if (this.#stop?.aborted) {
      this.#leftOut += 1;
      return;
    }
    this.#tried += 1;
    try {
      const outcome = await trial();
      this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    } catch (error) {
      const isTold = error instanceof Lost || error instanceof UserError || !(error instanceof Error);
      this.lose(`${name}: ${isTold ? messageOf(error) : (error.stack ?? error.message)}`);
    }
  }

  lose(loss: string): void {
    this.#losses.push(loss);
    this.#onLoss(`${this.#title}: ${loss}`);
  }

  note(text: string): void {
    this.#notes.push(text);
  }

  get report(): TrialReport {
    return {
      title: this.#title,
      tried: this.#tried,
      losses: this.#losses,
      outcomes: Object.fromEntries([...this.#outcomes].sort(([, a], [, b]) => b - a)),
      notes: [
        ...this.#notes,
        ...(this.#leftOut > 0 ? [`stopped: ${this.#leftOut} more were not tried`] : []),
      ],
    };
  }
}

/** Something that must not be lost was. */
export class Lost extends Error {
  override readonly name = 'Lost';
}

/** @throws {@link Lost} with `what`, unless `kept` */
export function mustHold(kept: boolean, what: string): asserts kept {
  if (!kept) throw new Lost(what);
}
