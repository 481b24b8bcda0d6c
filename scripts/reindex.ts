import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Application } from '../src/application.js';
import type { Settings } from '../src/config/settings.js';
import { indexLocation, withIndexStore } from '../src/index/open-index.js';
import type { ReindexSummary } from '../src/index/reindex-parts.js';
import { UserError } from '../src/lib/errors.js';
import { INTERRUPTED } from '../src/lib/signals.js';
import { wordsIn } from '../src/locales/catalogue.js';
import { followArticles, watchFolder } from '../src/operations/follow-articles.js';
import { flag, usageError, runProgram } from '../src/terminal/run-program.js';
import { describeError } from '../src/terminal/describe-error.js';
import { viewOf, Printer } from '../src/terminal/layout.js';
import { createProgress } from '../src/terminal/progress.js';
import {
  isWorthTelling,
  renderRollback,
  renderSummary,
  renderSummaryLine,
} from '../src/terminal/render-reports.js';

const PROGRAM = {
  command: 'npm run reindex',
  about: 'Brings the index up to date with the articles folder, and says what it did.',
  options: {
    full: flag('read and embed everything again, also over a damaged index'),
    'dry-run': flag('say what would be done and write nothing'),
    yes: flag(
      'go on though more than half of the articles in a database would be removed; with --watch, for the first time only',
    ),
    watch: flag('stay, and do so whenever the articles have changed; Ctrl-C ends it'),
    rollback: flag('go back to the index before this one'),
    json: flag('print the summary as JSON, an object a line'),
  },
  exitCodes:
    'Exit code 0: all is well. 1: some article could not be read; the rest is indexed. 2: nothing could be done.',
};

interface ReindexOptions {
  readonly full: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  /** Whether most articles may go. */
  readonly yes: boolean;
}

await runProgram(PROGRAM, async ({ settings, options }) => {
  const { json, watch, rollback, full, 'dry-run': dryRun, yes } = options;
  const chosen = Object.entries({ full, 'dry-run': dryRun, watch, rollback }).flatMap(([name, isGiven]) =>
    isGiven ? [`--${name}`] : [],
  );
  if ((watch || rollback) && chosen.length > 1) {
    throw usageError(PROGRAM, [`${chosen.join(', ')} do not go together`]);
  }
  if (rollback) await rollBack(settings, json);
  else if (watch) await watchArticles(settings, { json, yes });
  else await reindexOnce(settings, { full, dryRun, json, yes });
});

/** Brings the index up to date and prints what was done. Sets the exit code. */
async function reindexOnce(settings: Settings, { full, dryRun, json, yes }: ReindexOptions): Promise<void> {
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
    const run = (mayShrink: boolean) =>
      application.reindex({ full, dryRun, mayShrink, onProgress: progress.onReindex, signal: stop.signal });
    const summary = await run(yes).catch(async (error: unknown) => {
      progress.finish();
      if (json || !(await isMeant(error, language, stop.signal))) throw error;
      return await run(true);
    });
    progress.finish();
    const text = json
      ? JSON.stringify(summary)
      : renderSummary(summary, viewOf(process.stdout, language), { dryRun });
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

/** Asks at a terminal whether most articles may go, where that is why a reindex was refused. */
async function isMeant(
  error: unknown,
  language: Settings['language'],
  signal: AbortSignal,
): Promise<boolean> {
  const { stdin, stderr } = process;
  if (!(error instanceof UserError && error.code === 'index-would-shrink')) return false;
  if (!stdin.isTTY || !stderr.isTTY) return false;
  const { removeThem, yes } = wordsIn(language).terminal;
  stderr.write(`${describeError(error, language)}\n`);
  const asking = createInterface({ input: stdin, output: stderr });
  try {
    return yes.includes((await asking.question(`${removeThem} `, { signal })).trim().toLowerCase());
  } finally {
    asking.close();
  }
}

/** Makes the index before the one in use again, and prints which that is. Needs no model. */
async function rollBack(settings: Settings, json: boolean): Promise<void> {
  const rolledBack = await withIndexStore(
    indexLocation(settings),
    () => new Date(),
    (store) => store.exclusively(() => store.rollBack()),
  );
  const text = json
    ? JSON.stringify(rolledBack)
    : renderRollback(rolledBack, viewOf(process.stdout, settings.language));
  await new Printer(process.stdout).print(`${text}\n`);
}

/** Follows the articles folder until Ctrl-C, with a line for each reindex that changed something. */
async function watchArticles(
  settings: Settings,
  { json, yes }: Pick<ReindexOptions, 'json' | 'yes'>,
): Promise<void> {
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
          return application.reindex({
            signal,
            mayShrink: yes && last === null,
            ...(isShown && { onProgress: progress.onReindex }),
          });
        },
        watch: (events) => watchFolder(articlesDir, events),
        onReindexed: (summary) => {
          progress.finish();
          if (!isWorthTelling(summary, last)) return;
          last = summary;
          const line = json
            ? JSON.stringify(summary)
            : renderSummaryLine(summary, new Date(), viewOf(process.stdout, language));
          void printer.print(`${line}\n`);
        },
        onFailed: (error) => {
          progress.finish();
          process.stderr.write(`${describeError(error, language)}\n`);
        },
        now: () => performance.now(),
        wait: async (ms, signal) => {
          await sleep(ms, undefined, { signal }).catch(() => undefined);
        },
      },
      stop.signal,
    );
    process.stderr.write(`${words.terminal.watchEnded}\n`);
  } finally {
    progress.finish();
    await application.close();
  }
}
