import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Application } from './application.js';
import { startBot, type BotActivity, type RunningBot } from './discord/bot.js';
import { errorFields } from './discord/connection/errors.js';
import { FeedbackLog } from './operations/feedback-log.js';
import { HealthFile, type Liveliness } from './operations/heartbeat-file.js';
import { openShardLeases, shardWish } from './optional/sharding/open-leases.js';
import { STANDS_BY } from './optional/sharding/shard.js';
import { ShardServer, type ShardWish } from './optional/sharding/serve-shards.js';
import type { ShardLease, ShardLeases } from './optional/sharding/shard-lease.js';
import { createLogger } from './lib/log.js';
import { openMetrics, type ServedMetrics } from './optional/metrics/serve-metrics.js';
import { ReindexRunner } from './operations/reindexing/reindex-runner.js';
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
    const bots = new Set<RunningBot>();
    const reindexing = new ReindexRunner(settings);
    const stopping = new AbortController();
    let leases: ShardLeases | null = null;
    let metrics: ServedMetrics | null = null;
    let health: HealthFile | null = null;
    let served: Promise<void> | null = null;
    try {
      const wish = given ?? (await shardWish(settings, token));
      leases = await openShardLeases(settings, token, wish, log);
      const server = new ShardServer(wish, {
        leases,
        log,
        signal: stopping.signal,
        serve: (lease, signal) => serveShard(lease, signal),
        onStandBy: () => {
          isUp = true;
          health ??= keepHealthFile();
          if (isChild) process.send?.(STANDS_BY);
        },
      });
      const read = () => activityOf(bots, server.waitsFor.length > 0);
      const keepHealthFile = () =>
        settings.healthFile === null
          ? null
          : new HealthFile(
              settings.healthFile,
              () => livelinessOf(read()),
              failed('the health file could not be written'),
            );
      metrics = await openMetrics(settings, {
        answering,
        reader: application.reader,
        modelProcess: application.modelProcess,
        activity: read,
        shards: { count: wish.count, held: () => (leases ? leases.held() : Promise.resolve([])) },
        log,
      });
      const feedback = new FeedbackLog(settings.feedbackFile, failed('feedback could not be written'));
      const serveShard = async (lease: ShardLease, signal: AbortSignal): Promise<void> => {
        const { id, count } = lease.place;
        const isOneOfSeveral = given !== undefined || settings.shards.kind !== 'all';
        const starting = startBot({
          settings,
          token,
          answering,
          feedback,
          reindexing,
          tenure: { lease, leases: leases as ShardLeases, isHandedOver: isOneOfSeveral },
          ...(metrics && { events: metrics.events }),
          log: wish.kind === 'these' && wish.ids.length === 1 ? log : log.child({ shard: id, shards: count }),
        });
        const over = Promise.race([untilAborted(signal), lease.lost]).then(() => undefined);
        const bot = await Promise.race([starting, over]);
        if (bot === undefined) {
          // It may come about yet, and can do no harm: without its lease nothing is written.
          starting.then((late) => late.stop(Promise.resolve())).catch(() => undefined);
          return;
        }
        bots.add(bot);
        isUp = true;
        health ??= keepHealthFile();
        try {
          await Promise.race([over, bot.refused]);
        } finally {
          bots.delete(bot);
          if (lease.isOver) log.warn({ shard: id }, 'shard lost: another process may serve it');
          await bot.stop(lease.isOver ? Promise.resolve() : sleep(GRACE, undefined, { ref: false }));
        }
      };
      served = server.run();
      await Promise.race([stopped, served]);
    } finally {
      health?.stop();
      stopping.abort();
      try {
        // At the same time: a reindex is a job of the bot's, and its end is told, too.
        await Promise.all([served, reindexing.stop()]);
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

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** How all bots of a process do, by the worst of them; null before there is one. */
function activityOf(bots: ReadonlySet<RunningBot>, isStandBy: boolean): BotActivity | null {
  const all = [...bots].map((bot) => bot.read());
  const [first] = all;
  if (first === undefined) return isStandBy ? STANDING_BY : null;
  const pings = all.flatMap(({ pingMs }) => pingMs ?? []);
  return {
    gateway: all.find(({ gateway }) => gateway !== 'ready')?.gateway ?? 'ready',
    api: all.some(({ api }) => api === 'failing') ? 'failing' : 'working',
    pingMs: pings.length === 0 ? null : Math.max(...pings),
    underWay: all.reduce((sum, { underWay }) => sum + underWay, 0),
  };
}

const STANDING_BY: BotActivity = { gateway: 'stand-by', api: 'working', pingMs: null, underWay: 0 };

function livelinessOf(activity: BotActivity | null): Liveliness {
  if (activity?.gateway === 'stand-by') return 'stand-by';
  return activity?.gateway === 'ready' && activity.api === 'working';
}
