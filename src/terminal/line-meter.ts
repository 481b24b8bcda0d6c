import type { Writable } from 'node:stream';
import type { Words, Unit } from '../locales/words.js';
import { jobFigures, shareDone, type Job, type Meter } from './meter.js';

/** Work of less than this is over before a line about its first quarter is read. */
const WORTH_STEPS: Readonly<Record<Unit, number>> = { article: 40, passage: 40, megabyte: 4 };

/** Tells how far the work has come in plain lines: when it starts, at each quarter, and when it is done. */
export class LineMeter implements Meter {
  private readonly output: Writable;
  private readonly words: Words;
  private readonly now: () => number;
  private current: { readonly first: Job; readonly since: number; quarter: number } | null = null;

  /** @param now - milliseconds of a clock that only goes forward */
  constructor(output: Writable, words: Words, now: () => number) {
    this.output = output;
    this.words = words;
    this.now = now;
  }

  update(job: Job): void {
    const stepped = job.total === null || job.total >= WORTH_STEPS[job.unit];
    if (this.current?.first.label !== job.label) {
      this.current = { first: job, since: this.now(), quarter: 0 };
      if (stepped) this.output.write(`${job.label}…\n`);
    }
    const share = shareDone(job);
    if (share === null) return;
    const quarter = Math.floor(share * 4);
    if (quarter <= this.current.quarter) return;
    this.current.quarter = quarter;
    if (!stepped && quarter < 4) return;
    const { first, since } = this.current;
    const figures = jobFigures(job, first.done, (this.now() - since) / 1000, this.words);
    this.output.write(`${job.label}: ${quarter * 25}% · ${figures}\n`);
  }

  finish(): void {
    this.current = null;
  }
}
