import { setTimeout as sleep } from 'node:timers/promises';
import { Application } from './application.js';
import { startBot } from './discord/bot.js';
import { errorFields } from './discord/rest-errors.js';
import { FeedbackLog } from './feedback/feedback-log.js';
import { createLogger } from './log.js';
import { ReindexRunner } from './reindexing/reindex-runner.js';
import type { Settings } from './settings.js';
import { createProgress } from './terminal/progress.js';

/** Milliseconds that questions begun before a stop have to be answered. */
const GRACE = 10_000;
/** Milliseconds that connections have to close when all else has ended. */
const LINGER = 1_000;
/** What a shell reports of a program that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130;

/**
 * The Discord bot, until it is told to stop by SIGTERM or SIGINT, or Discord turns it away. It answers from the published index and
 * never builds one itself: that is `npm run reindex`.
 *
 * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`, `model-…`, `discord-…`
 */
export async function runBot(settings: Settings, token: string): Promise<void> {
  let isUp = false;
  const stopped = untilSignal(() => isUp);
  const log = createLogger(settings);
  const { language } = settings;
  const progress = createProgress({ output: process.stderr, language, isTerminal: process.stderr.isTTY });
  const application = await Application.open(settings, progress.onDownload);
  try {
    progress.finish();
    const answering = await application.openAnswering({
      onSwitch: ({ generation, articles, passages }, ms) => {
        log.info({ generation, articles: articles.length, passages, ms: Math.round(ms) }, 'index taken up');
      },
      onRefused: (error) => {
        log.error(errorFields(error), 'the newest index cannot be used');
      },
      onStopped: (error) => {
        log.error(errorFields(error), 'the answering thread stopped');
      },
    });
    try {
      const feedback = new FeedbackLog(settings.feedbackFile, (error) => {
        log.error(errorFields(error), 'feedback could not be written');
      });
      const reindexing = new ReindexRunner(settings);
      const bot = await startBot({
        settings,
        token,
        answering,
        feedback,
        reindexing,
        log,
      });
      isUp = true;
      try {
        await Promise.race([stopped, bot.refused]);
      } finally {
        // At the same time: a reindex is a job of the bot's, and its end is told, too.
        await Promise.all([bot.stop(sleep(GRACE, undefined, { ref: false })), reindexing.stop()]);
      }
    } finally {
      await answering.close();
    }
  } finally {
    progress.finish();
    await application.close();
    // Nobody waits any more for a request that Discord does not answer, and the client would for a minute.
    setTimeout(() => process.exit(), LINGER).unref();
  }
}

/**
 * Resolves at the first signal to stop; a second one ends the program at once.
 *
 * @param isUp - false while there is nothing to finish yet: the first signal ends the program then
 */
async function untilSignal(isUp: () => boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    let isSecond = false;
    const stop = () => {
      if (isSecond) process.exit(INTERRUPTED);
      if (!isUp()) process.exit(0);
      isSecond = true;
      resolve();
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  });
}
