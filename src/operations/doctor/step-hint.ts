import { clearLine, cursorTo } from 'node:readline';
import type { Writable } from 'node:stream';
import type { After } from '../../terminal/printer.js';
import type { Check, Finding } from './finding.js';

/** Milliseconds after which somebody wonders whether anything is going on. */
const HINT_DELAY = 1_000;

/** Hears how far a check has come. */
export type Report = (done: number, total: number) => void;

/** Where and how {@link StepHint} shows. */
export interface StepHintOptions {
  /** Standard error, where standard output carries the findings. */
  readonly output: Writable;
  /** A line that is kept up to date on a terminal, one for each slow check elsewhere. */
  readonly isTerminal: boolean;
  readonly after: After;
  /** What is said of a check that takes its time. */
  readonly words: (check: Check) => string;
}

/** Says what is being looked at where that takes more than a second. */
export class StepHint {
  readonly #options: StepHintOptions;

  constructor(options: StepHintOptions) {
    this.#options = options;
  }

  /** Settles as `work` does, with the hint taken off the screen again. */
  async during<T>(check: Check, work: (report: Report) => Promise<T>): Promise<T> {
    let figures = '';
    const line = new HintLine(this.#options, () => `${this.#options.words(check)}${figures}`);
    try {
      return await work((done, total) => {
        figures = ` ${done}/${total}`;
      });
    } finally {
      line.end();
    }
  }

  /** Does a check; whatever it throws is a finding, too, so that no check stops another. */
  async attempt(
    check: Check,
    work: (report: Report) => Promise<readonly Finding[]>,
  ): Promise<readonly Finding[]> {
    try {
      return await this.during(check, work);
    } catch (error) {
      return [{ check, level: 'broken', error }];
    }
  }
}

class HintLine {
  readonly #options: StepHintOptions;
  readonly #text: () => string;
  #callOff: () => void;
  #isShown = false;

  constructor(options: StepHintOptions, text: () => string) {
    this.#options = options;
    this.#text = text;
    this.#callOff = this.#showLater();
  }

  end(): void {
    this.#callOff();
    if (!this.#isShown) return;
    cursorTo(this.#options.output, 0);
    clearLine(this.#options.output, 0);
  }

  #showLater(): () => void {
    return this.#options.after(HINT_DELAY, () => {
      this.#show();
    });
  }

  #show(): void {
    const { output, isTerminal } = this.#options;
    if (!isTerminal) {
      output.write(`${this.#text()}\n`);
      return;
    }
    if (this.#isShown) cursorTo(output, 0);
    output.write(this.#text());
    this.#isShown = true;
    this.#callOff = this.#showLater();
  }
}
