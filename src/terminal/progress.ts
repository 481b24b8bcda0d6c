import path from 'node:path';
import type { Writable } from 'node:stream';
import type { DownloadProgress } from '../models/model-files.js';
import type { ReindexProgress } from '../index/reindex-parts.js';
import { lineMeter } from './meter.js';
import { wordsIn } from '../locales/catalogue.js';
import type { Language } from '../locales/english.js';
import { printableLine } from '../lib/printable.js';

export interface ProgressOptions {
  /** Standard error, where standard output carries results. */
  readonly output: Writable & { readonly columns?: number };
  readonly language: Language;
  /** A bar on a terminal, plain lines elsewhere. */
  readonly isTerminal: boolean;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

const MEGABYTE = 1_000_000;

/** Shows the progress of a reindex and of a model's download. */
export async function createProgress(options: ProgressOptions) {
  const { output, isTerminal, now = () => performance.now() } = options;
  const words = wordsIn(options.language);
  // The bar's packages are loaded where there is a terminal only: they take longer than all else that a short script shows.
  const { barMeter } = isTerminal ? await import('./bar-meter.js') : { barMeter: lineMeter };
  const meter = barMeter(output, words, now);
  return {
    onReindex: ({ phase, done, total }: ReindexProgress) => {
      if (phase === 'publishing' && total <= 1) {
        meter.finish();
        if (done === 0) output.write(`${words.phases.publishing}…\n`);
      } else if (total > 0) {
        const unit = phase === 'reading' ? 'article' : 'passage';
        meter.update({ label: words.phases[phase], unit, done, total });
      }
    },
    onDownload: ({ file, loadedBytes, totalBytes }: DownloadProgress) => {
      // A model's small files come in a blink; a bar each would only flicker.
      if (totalBytes !== null && totalBytes < MEGABYTE) return;
      meter.update({
        label: words.terminal.downloading(printableLine(path.posix.basename(file))),
        unit: 'megabyte',
        done: loadedBytes / MEGABYTE,
        total: totalBytes === null ? null : totalBytes / MEGABYTE,
      });
    },
    /** Ends the bar that shows. To be called before anything else is printed, and when the work fails. */
    finish: meter.finish,
  };
}
