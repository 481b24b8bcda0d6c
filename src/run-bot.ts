import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Application } from './application.js';
import { assertTokenShaped, errorFields } from './discord/connection/errors.js';
import { FeedbackLog } from './operations/feedback-log.js';
import { openShardLeases, shardWish } from './optional/sharding/open-leases.js';
import { STANDS_BY } from './optional/sharding/shard.js';
import { BotServer } from './serve-bot.js';
import type { ShardWish } from './optional/sharding/serve-shards.js';
import type { HeldShard, ShardLeases } from './optional/sharding/shard-lease.js';
import { createLogger } from './lib/log.js';
import { openMetrics, type ServedMetrics } from './optional/metrics/serve-metrics.js';
import { ReindexRunner } from './operations/reindexing/reindex-runner.js';
import type { AnswerService } from './service/answer-service.js';
import type { Settings } from './config/settings.js';
import { createProgress } from './terminal/progress.js';
import { untilToldToStop } from './lib/shutdown-signal.js';

/**
 * Percent by which a heap may grow before its garbage is collected, where V8 would let one of a hundred megabytes double: it saves, with
 * the answering thread's own limit, 80 of 380 MB at 10,000 passages. A flag is the whole process's, so the program sets it, not a part.
 */
const HEAP_GROWTH = 30;
/** Milliseconds that connections have to close when all else has ended. */
const LINGER = 1_000;

/** Which shards a bot serves, and how. */
export interface BotShards {
  /** What it serves; as the settings have it when left out. */
  readonly wish?: ShardWish;
  /** True of a process that another has started, which stops when that one says so or is gone. */
  readonly isChild?: boolean;
}

/**
 * The Discord bot, until it is told to stop by SIGTERM or SIGINT, or Discord turns it away. It answers from the published index and
 * never builds one itself: that is `npm run reindex`. While another process serves its shards, it stands by.
 *
 * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`, `model-…`, `metrics-unavailable`, `discord-…`,
 * `database-…`
 */
export async function runBot(
  settings: Settings,
  token: string,
  { wish: given, isChild = false }: BotShards = {},
): Promise<void> {
  assertTokenShaped(token);
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  let isUp = false;
  const stopped = untilToldToStop(() => isUp, { isShard: isChild });
  const [only] = given?.kind === 'these' && given.ids.length === 1 ? given.ids : [];
  const log = createLogger(settings, only === undefined ? {} : { shard: only });
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
    const reindexing = new ReindexRunner(settings);
    let server: BotServer | null = null;
    let leases: ShardLeases | null = null;
    let metrics: ServedMetrics | null = null;
    try {
      const wish = given ?? (await shardWish(settings, token));
      const held = await openShardLeases(settings, token, wish, log);
      leases = held;
      metrics = await openMetrics(settings, {
        answering,
        reader: application.reader,
        modelProcess: application.modelProcess,
        activity: () => server?.read() ?? null,
        shards: {
          count: wish.count,
          held: () => held.held(),
          isStandBy: async () => isTaken(wish, await held.held()),
        },
        log,
      });
      const feedback = new FeedbackLog(settings.feedbackFile, failed('feedback could not be written'));
      server = new BotServer({
        settings,
        token,
        wish,
        leases: held,
        answering,
        feedback,
        reindexing,
        ...(metrics && { events: metrics.events }),
        isHandedOver: given !== undefined || settings.shards.kind !== 'all',
        untilInVain: () => untilInVain(answering, held),
        onUp: (isStandBy) => {
          isUp = true;
          if (isStandBy && isChild) process.send?.(STANDS_BY);
        },
        log,
      });
      await Promise.race([stopped, server.run()]);
    } finally {
      try {
        // At the same time: a reindex is a job of the bot's, and its end is told, too.
        await Promise.all([server?.stop(), reindexing.stop()]);
      } finally {
        await Promise.all([metrics?.close(), answering.close(), leases?.close()]);
      }
    }
  } finally {
    progress.finish();
    isLeaving = true;
    await application.close();
    // Nobody waits any more for a request that Discord does not answer, and the client would for a minute.
    setTimeout(() => process.exit(), LINGER).unref();
  }
}

/** Whether other processes serve what this one would, which serves nothing yet. */
function isTaken(wish: ShardWish, held: readonly HeldShard[]): boolean {
  return (
    wish.kind === 'these' &&
    held.some(({ place }) => place.count !== wish.count || wish.ids.includes(place.id))
  );
}

/** Milliseconds that the database may keep a bot that is told to stop, and those in which its askers are told so. */
const DATABASE_GRACE = 1_500;
const TELL_WITHIN = 700;
const LOOK_EVERY = 100;

/** Resolves when no question can be answered any more, for the database does not answer, and its askers have been told. */
async function untilInVain(answering: AnswerService, leases: ShardLeases): Promise<void> {
  for (;;) {
    const { storage } = answering;
    if (storage === null) {
      await new Promise(() => undefined);
      return;
    }
    if (!storage.answers || storage.waitingMs > DATABASE_GRACE) break;
    await sleep(LOOK_EVERY, undefined, { ref: false });
  }
  // Nor can a shard be let go in a database that does not answer: its lease runs out.
  await Promise.all([answering.close(), leases.close()]);
  await sleep(TELL_WITHIN, undefined, { ref: false });
}
