import type { Writable } from 'node:stream';
import cliProgress, { type SingleBar } from 'cli-progress';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { layoutWidth } from './layout.js';
import type { Words } from '../locales/english.js';
import { type Job, jobFigures, type Meter, shareDone } from './meter.js';

const MAX_BAR = 30;
const MIN_BAR = 5;

/**
 * Shows a bar for one piece of work after the other, on a terminal. While one shows, its timer keeps the process.
 *
 * @param now - milliseconds of a clock that only goes forward
 */
export function barMeter(
  output: Writable & { readonly columns?: number },
  words: Words,
  now: () => number,
): Meter {
  let current: { readonly first: Job; readonly since: number; job: Job; readonly bar: SingleBar } | null =
    null;
  const finish = () => {
    current?.bar.stop();
    current = null;
  };
  const line = () => {
    if (current === null) return '';
    const { job, first, since } = current;
    const figures = jobFigures(job, first.done, (now() - since) / 1000, words);
    return barLine(job, figures, layoutWidth(output.columns) - 1);
  };
  return {
    update: (job) => {
      if (current?.job.label !== job.label) {
        finish();
        // Off, cli-progress would switch the terminal's own wrapping off and leave it so when the process is killed.
        const bar = new cliProgress.SingleBar({ stream: output, format: line, linewrap: true });
        current = { first: job, since: now(), job, bar };
        bar.start(job.total ?? 0, job.done);
      }
      current.job = job;
      current.bar.update(job.done);
    },
    finish,
  };
}

/** `Indexing ━━━━━━──── 60% · …` in at most `width` columns; the bar shrinks, or goes, to make room. */
export function barLine(job: Job, figures: string, width: number): string {
  const share = shareDone(job);
  const percent = share === null ? '' : `${String(Math.floor(share * 100)).padStart(3)}% · `;
  const room = Math.min(MAX_BAR, width - stringWidth(`${job.label}  ${percent}${figures}`));
  const drawn = share !== null && room >= MIN_BAR ? `${bar(share, room)} ` : '';
  const line = `${job.label} ${drawn}${percent}${figures}`;
  return wrapAnsi(line, width, { hard: true }).split('\n', 1)[0] ?? '';
}

function bar(share: number, size: number): string {
  const full = Math.round(share * size);
  return '━'.repeat(full) + '┄'.repeat(size - full);
}
