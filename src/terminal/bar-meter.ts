import type { Writable } from 'node:stream';
import cliProgress, { type SingleBar } from 'cli-progress';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { layoutWidth } from './layout.js';
import type { Words } from '../locales/english.js';
import { type Job, jobFigures, type Meter, shareDone } from './meter.js';

const MAX_BAR = 30;
const MIN_BAR = 5;

/** Shows a bar for one piece of work after the other, on a terminal. While one shows, its timer keeps the process. */
export class BarMeter implements Meter {
  private readonly output: Writable & { readonly columns?: number };
  private readonly words: Words;
  private readonly now: () => number;
  private current: { readonly first: Job; readonly since: number; job: Job; readonly bar: SingleBar } | null =
    null;

  /** @param now - milliseconds of a clock that only goes forward */
  constructor(output: Writable & { readonly columns?: number }, words: Words, now: () => number) {
    this.output = output;
    this.words = words;
    this.now = now;
  }

  update(job: Job): void {
    if (this.current?.job.label !== job.label) this.start(job);
    else this.current.job = job;
    this.current?.bar.update(job.done);
  }

  finish(): void {
    this.current?.bar.stop();
    this.current = null;
  }

  private start(job: Job): void {
    this.finish();
    const bar = new cliProgress.SingleBar({
      stream: this.output,
      format: () => this.line(),
      // Off, cli-progress would switch the terminal's own wrapping off and leave it so when the process is killed.
      linewrap: true,
    });
    this.current = { first: job, since: this.now(), job, bar };
    bar.start(job.total ?? 0, job.done);
  }

  private line(): string {
    if (this.current === null) return '';
    const { job, first, since } = this.current;
    const figures = jobFigures(job, first.done, (this.now() - since) / 1000, this.words);
    return barLine(job, figures, layoutWidth(this.output.columns) - 1);
  }
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
