/**
 * Brings the index up to date with the articles folder:
 *
 *     npm run reindex [-- --full] [--dry-run] [--json]
 *
 * Exit code 0 when all is well, 1 when some article could not be read (the rest is indexed), 2 when nothing could be done.
 */
import { parseArgs } from 'node:util';
import { Application } from '../src/application.js';
import type { Settings } from '../src/settings.js';
import { Printer } from '../src/terminal/printer.js';
import { messagesIn } from '../src/terminal/messages/messages-in.js';
import { createProgress } from '../src/terminal/progress.js';
import { renderSummary } from '../src/terminal/render-summary.js';
import { outputView } from './output-view.js';
import { runProgram } from '../src/run-program.js';

/** What a shell reports of a program that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130;

async function main(settings: Settings): Promise<void> {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { language } = settings;
  const progress = createProgress({ output: process.stderr, language, isTerminal: process.stderr.isTTY });
  const stop = new AbortController();
  const interrupt = () => {
    stop.abort(new Error('interrupted'));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const application = await Application.open(settings, progress.onDownload);
  try {
    const summary = await application.reindex({
      full: values.full,
      dryRun: values['dry-run'],
      onProgress: progress.onReindex,
      signal: stop.signal,
    });
    progress.finish();
    const dryRun = values['dry-run'];
    const text = values.json
      ? JSON.stringify(summary)
      : renderSummary(summary, outputView(language), { dryRun });
    process.exitCode = summary.failed > 0 ? 1 : 0;
    await new Printer(process.stdout).print(`${text}\n`);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    progress.finish();
    process.stderr.write(`${messagesIn(language).interrupted}\n`);
    process.exitCode = INTERRUPTED;
  } finally {
    progress.finish();
    await application.close();
  }
}

await runProgram(main);
