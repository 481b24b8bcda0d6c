import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Application } from './application.js';
import { startBot, type RunningBot } from './discord/bot.js';
import { errorFields } from './discord/connection/errors.js';
import { FeedbackLog } from './operations/feedback-log.js';
import type { ShardPlace } from './optional/sharding/shard.js';
import { createLogger } from './lib/log.js';
import { openMetrics, type ServedMetrics } from './optional/metrics/serve-metrics.js';
import { ReindexRunner } from './operations/reindexing/reindex-runner.js';
import type { AnswerService } from './service/answer-service.js';
import type { Settings } from './config/settings.js';
import { createProgress } from './terminal/progress.js';
import { untilToldToStop } from './lib/shutdown-signal.js';

/** Milliseconds that questions begun before a stop have to be answered. */
const GRACE = 10_000;
/**
 * Percent by which a heap may grow before its garbage is collected, where V8 would let one of a hundred megabytes double: it saves, with
 * the answering thread's own limit, 80 of 380 MB at 10,000 passages. A flag is the whole process's, so the program sets it, not a part.
 */
const HEAP_GROWTH = 30;
/** Milliseconds that connections have to close when all else has ended. */
const LINGER = 1_000;

/**
 * The Discord bot, until it is told to stop by SIGTERM or SIGINT, or Discord turns it away. It answers from the published index and
 * never builds one itself: that is `npm run reindex`.
 *
 * @param shard - which part of the guilds it serves, started by another process; all of them when left out
 * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`, `model-…`, `metrics-unavailable`, `discord-…`
 */
export async function runBot(settings: Settings, token: string, shard?: ShardPlace): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  let isUp = false;
  const stopped = untilToldToStop(() => isUp, { isShard: shard !== undefined });
  const log = createLogger(settings, shard && { shard: shard.id });
  const failed = (what: string) => (error: unknown) => {
    log.error(errorFields(error), what);
  };
  const { language } = settings;
  const progress = await createProgress({
    output: process.stderr,
    language,
    isTerminal: process.stderr.isTTY,
  });
  const application = await Application.open(settings, progress.onDownload);
  let isLeaving = false;
  try {
    progress.finish();
    const answering = await application.openAnswering({
      onSwitch: ({ generation, articles, passages }, ms) => {
        log.info({ generation, articles: articles.length, passages, ms: Math.round(ms) }, 'index taken up');
      },
      onRefused: failed('the newest index cannot be used'),
      onStopped: failed('the answering thread stopped'),
      onUnread: failed('passages could not be read'),
    });
    // Ready before the first question; what is wrong with it is told by the log and by /health, and passages are found without it.
    application.reader?.open().catch((error: unknown) => {
      if (!isLeaving) log.error(errorFields(error), 'the reading model cannot be used');
    });
    let bot: RunningBot | null = null;
    let metrics: ServedMetrics | null = null;
    try {
      metrics = await openMetrics(settings, {
        answering,
        reader: application.reader,
        modelProcess: application.modelProcess,
        activity: () => bot?.read() ?? null,
        log,
      });
      const feedback = new FeedbackLog(settings.feedbackFile, failed('feedback could not be written'));
      const reindexing = new ReindexRunner(settings);
      bot = await startBot({
        settings,
        token,
        answering,
        feedback,
        reindexing,
        ...(shard && { shard }),
        ...(metrics && { events: metrics.events }),
        log,
      });
      isUp = true;
      try {
        await Promise.race([stopped, bot.refused]);
      } finally {
        // At the same time: a reindex is a job of the bot's, and its end is told, too.
        const grace = Promise.race([sleep(GRACE, undefined, { ref: false }), untilInVain(answering)]);
        await Promise.all([bot.stop(grace), reindexing.stop()]);
      }
    } finally {
      await Promise.all([metrics?.close(), answering.close()]);
    }
  } finally {
    progress.finish();
    isLeaving = true;
    await application.close();
    // Nobody waits any more for a request that Discord does not answer, and the client would for a minute.
    setTimeout(() => process.exit(), LINGER).unref();
  }
}

/** Milliseconds that the database may keep a bot that is told to stop, and those in which its askers are told so. */
const DATABASE_GRACE = 1_500;
const TELL_WITHIN = 700;
const LOOK_EVERY = 100;

/** Resolves when no question can be answered any more, for the database does not answer, and its askers have been told. */
async function untilInVain(answering: AnswerService): Promise<void> {
  for (;;) {
    const { storage } = answering;
    if (storage === null) {
      await new Promise(() => undefined);
      return;
    }
    if (!storage.answers || storage.waitingMs > DATABASE_GRACE) break;
    await sleep(LOOK_EVERY, undefined, { ref: false });
  }
  await answering.close();
  await sleep(TELL_WITHIN, undefined, { ref: false });
}
