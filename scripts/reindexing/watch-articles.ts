import { setTimeout as sleep } from 'node:timers/promises';
import { Application } from '../../src/application.js';
import type { ReindexSummary } from '../../src/index/reindex/reindex-parts.js';
import { followArticles } from '../../src/operations/reindexing/follow-articles.js';
import { watchFolder } from '../../src/operations/reindexing/watch-folder.js';
import type { Settings } from '../../src/config/settings.js';
import { describeError } from '../../src/terminal/describe-error.js';
import { wordsIn } from '../../src/locales/catalogue.js';
import { Printer } from '../../src/terminal/printer.js';
import { createProgress } from '../../src/terminal/progress.js';
import { isWorthTelling, renderSummaryLine } from '../../src/terminal/render-reindex.js';
import { outputView } from '../output-view.js';

/** Follows the articles folder until Ctrl-C, with a line for each reindex that changed something. */
export async function watchArticles(settings: Settings, { json }: { readonly json: boolean }): Promise<void> {
  const { articlesDir, language } = settings;
  const words = wordsIn(language);
  const progress = await createProgress({
    output: process.stderr,
    language,
    isTerminal: process.stderr.isTTY,
  });
  const printer = new Printer(process.stdout);
  const stop = new AbortController();
  const application = await Application.open(settings, progress.onDownload);
  // A batch under way hears no signal; without a model it ends at once.
  const interrupt = () => {
    stop.abort(new Error('interrupted'));
    void application.close();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  let last: ReindexSummary | null = null;
  try {
    process.stderr.write(`${words.terminal.watching(articlesDir)}\n`);
    await followArticles(
      {
        reindex: () => {
          // In a log, the lines that tell of each reindex are enough once the first is over.
          const isShown = process.stderr.isTTY || last === null;
          const { signal } = stop;
          return application.reindex({ signal, ...(isShown && { onProgress: progress.onReindex }) });
        },
        watch: (events) => watchFolder(articlesDir, events),
        onReindexed: (summary) => {
          progress.finish();
          if (!isWorthTelling(summary, last)) return;
          last = summary;
          const line = json
            ? JSON.stringify(summary)
            : renderSummaryLine(summary, new Date(), outputView(language));
          void printer.print(`${line}\n`);
        },
        onFailed: (error) => {
          progress.finish();
          process.stderr.write(`${describeError(error, language)}\n`);
        },
        now: () => performance.now(),
        wait,
      },
      stop.signal,
    );
    process.stderr.write(`${words.terminal.watchEnded}\n`);
  } finally {
    progress.finish();
    await application.close();
  }
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
