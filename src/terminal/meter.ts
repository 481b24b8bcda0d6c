import type { Writable } from 'node:stream';
import type { Unit, Words } from '../locales/english.js';

/** Work of less than this is over before a line about its first quarter is read. */
const WORTH_STEPS: Readonly<Record<Unit, number>> = { article: 40, passage: 40, megabyte: 4 };

/** How far some work has come. */
export interface Job {
  /** Names the work for people; a new name is new work. */
  readonly label: string;
  readonly unit: Unit;
  /** In `unit`s, as {@link total}. */
  readonly done: number;
  /** Null where it is not known. */
  readonly total: number | null;
}

/** Shows how far the work has come. */
export interface Meter {
  readonly update: (job: Job) => void;
  /** Ends what is showing, so that other things may be printed. */
  readonly finish: () => void;
}

/** Share done, 0 to 1; null where the total is not known. */
export function shareDone({ done, total }: Job): number | null {
  if (total === null) return null;
  return total <= 0 ? 1 : Math.min(1, done / total);
}

/**
 * The figures beside a bar: `120/480 passages · 38 passages/s · 9 s left`, without what is not known.
 *
 * @param doneBefore - what was done already when the clock started
 * @param seconds - since the clock started
 */
export function jobFigures(job: Job, doneBefore: number, seconds: number, words: Words): string {
  const { done, total, unit } = job;
  const rate = seconds > 0 ? (done - doneBefore) / seconds : 0;
  const write = unit === 'megabyte' ? words.decimal : words.count;
  const pace = unit === 'megabyte' || rate < 10 ? words.decimal(rate) : words.count(Math.round(rate));
  const amount = total === null ? write(done) : `${write(done)}/${write(total)}`;
  return [
    `${amount} ${words.unit(unit, total ?? done)}`,
    ...(rate > 0 ? [`${pace} ${words.unit(unit, rate)}/${words.terminal.second}`] : []),
    ...(rate > 0 && total !== null && done < total
      ? [words.terminal.remaining(Math.ceil((total - done) / rate))]
      : []),
  ].join(' · ');
}

/**
 * Tells how far the work has come in plain lines: when it starts, at each quarter, and when it is done.
 *
 * @param now - milliseconds of a clock that only goes forward
 */
export function lineMeter(output: Writable, words: Words, now: () => number): Meter {
  let current: { readonly first: Job; readonly since: number; quarter: number } | null = null;
  return {
    update: (job) => {
      const stepped = job.total === null || job.total >= WORTH_STEPS[job.unit];
      if (current?.first.label !== job.label) {
        current = { first: job, since: now(), quarter: 0 };
        if (stepped) output.write(`${job.label}…\n`);
      }
      const share = shareDone(job);
      if (share === null) return;
      const quarter = Math.floor(share * 4);
      if (quarter <= current.quarter) return;
      current.quarter = quarter;
      if (!stepped && quarter < 4) return;
      const figures = jobFigures(job, current.first.done, (now() - current.since) / 1000, words);
      output.write(`${job.label}: ${quarter * 25}% · ${figures}\n`);
    },
    finish: () => {
      current = null;
    },
  };
}
