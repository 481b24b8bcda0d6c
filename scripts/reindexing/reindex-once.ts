import { Application } from '../../src/application.js';
import type { Settings } from '../../src/config/settings.js';
import { wordsIn } from '../../src/locales/catalogue.js';
import { Printer } from '../../src/terminal/printer.js';
import { createProgress } from '../../src/terminal/progress.js';
import { renderSummary } from '../../src/terminal/render-reindex.js';
import { outputView } from '../output-view.js';

/** What a shell reports of a program that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130;

/** How to reindex once. */
interface ReindexOnceOptions {
  readonly full: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Brings the index up to date and prints what was done. Sets the exit code. */
export async function reindexOnce(
  settings: Settings,
  { full, dryRun, json }: ReindexOnceOptions,
): Promise<void> {
  const { language } = settings;
  const progress = await createProgress({
    output: process.stderr,
    language,
    isTerminal: process.stderr.isTTY,
  });
  const stop = new AbortController();
  const interrupt = () => {
    stop.abort(new Error('interrupted'));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const application = await Application.open(settings, progress.onDownload);
  try {
    const summary = await application.reindex({
      full,
      dryRun,
      onProgress: progress.onReindex,
      signal: stop.signal,
    });
    progress.finish();
    const text = json ? JSON.stringify(summary) : renderSummary(summary, outputView(language), { dryRun });
    process.exitCode = summary.failed > 0 ? 1 : 0;
    await new Printer(process.stdout).print(`${text}\n`);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    progress.finish();
    process.stderr.write(`${wordsIn(language).terminal.interrupted}\n`);
    process.exitCode = INTERRUPTED;
  } finally {
    progress.finish();
    await application.close();
  }
}
