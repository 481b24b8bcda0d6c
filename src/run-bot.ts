import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Application } from './application.js';
import { assertTokenShaped, errorFields } from './discord/connection/errors.js';
import { FeedbackLog } from './operations/feedback-log.js';
import { openShardLeases, shardWish } from './optional/sharding/open-leases.js';
import { type ShardWish, ShardServer, STANDS_BY } from './optional/sharding/serve-shards.js';
import type { HeldShard, ShardLeases, ShardLease } from './optional/sharding/shard-lease.js';
import { createLogger, type Logger } from './lib/log.js';
import { openMetrics, type ServedMetrics, type ServerActivity } from './optional/metrics/serve-metrics.js';
import { ReindexRunner } from './operations/reindex-runner.js';
import type { AnswerService } from './service/answer-service.js';
import type { Settings } from './config/settings.js';
import { createProgress } from './terminal/progress.js';
import { untilToldToStop } from './lib/signals.js';
import { once } from 'node:events';
import { startBot, type BotParts, type RunningBot } from './discord/bot.js';
import { HealthFile, type Liveliness } from './operations/health-file.js';

/**
 * Percent by which a heap may grow before its garbage is collected, where V8 would let one of a hundred megabytes double: it saves, with
 * the answering thread's own limit, 80 of 380 MB at 10,000 passages. A flag is the whole process's, so the program sets it, not a part.
 */
const HEAP_GROWTH = 30;
/** Milliseconds that connections have to close when all else has ended. */
const LINGER = 1_000;

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

/** Milliseconds that questions begun before a stop have to be answered. */
const GRACE = 10_000;

/** What a bot that serves shards is made of. */
export interface BotServerParts extends Omit<BotParts, 'tenure' | 'pace' | 'log'> {
  readonly settings: BotParts['settings'] & Pick<Settings, 'healthFile'>;
  readonly wish: ShardWish;
  readonly leases: ShardLeases;
  /** Whether another process is to go on with the sessions when this one stops. */
  readonly isHandedOver: boolean;
  /** Resolves when no question can be answered any more, and its askers have been told: a stop need not wait for them. */
  readonly untilInVain: () => Promise<void>;
  /** Hears that the bot answers, or stands by. */
  readonly onUp: (isStandBy: boolean) => void;
  readonly log: Logger;
}

/** The bot in one process: a connection to Discord for each shard that it holds, all answered by the same models and index. */
export class BotServer {
  readonly #parts: BotServerParts;
  readonly #shards: ShardServer;
  readonly #bots = new Map<RunningBot, ShardLease>();
  readonly #stopping = new AbortController();
  #health: HealthFile | null = null;
  #served: Promise<void> | null = null;

  constructor(parts: BotServerParts) {
    this.#parts = parts;
    const { wish, leases, log } = parts;
    this.#shards = new ShardServer(wish, {
      leases,
      log,
      signal: this.#stopping.signal,
      serve: (lease, signal) => this.#serve(lease, signal),
      onStandBy: () => {
        this.#isUp(true);
      },
    });
  }

  /**
   * Serves shards until it is stopped.
   *
   * @throws {@link UserError} `discord-…` when Discord turns the bot away
   */
  run(): Promise<void> {
    this.#served ??= this.#shards.run();
    return this.#served;
  }

  /** Takes no more questions, finishes those begun within 10 s, and leaves. */
  async stop(): Promise<void> {
    this.#health?.stop();
    this.#stopping.abort();
    await this.#served;
  }

  /** How its connections do, by the worst of them; null before there is one. */
  read(): ServerActivity | null {
    const all = [...this.#bots.keys()].map((bot) => bot.read());
    const leases = [...this.#bots.values()];
    const shards = {
      served: leases.filter(({ isCertain }) => isCertain).length,
      uncertain: leases.filter(({ isCertain }) => !isCertain).length,
      waitedFor: this.#shards.waitsFor.length,
    };
    if (all.length === 0) return shards.waitedFor === 0 ? null : { ...STANDING_BY, shards };
    const pings = all.flatMap(({ pingMs }) => pingMs ?? []);
    return {
      gateway: all.find(({ gateway }) => gateway !== 'ready')?.gateway ?? 'ready',
      api: all.some(({ api }) => api === 'failing') ? 'failing' : 'working',
      pingMs: pings.length === 0 ? null : Math.max(...pings),
      underWay: all.reduce((sum, { underWay }) => sum + underWay, 0),
      shards,
    };
  }

  async #serve(lease: ShardLease, signal: AbortSignal): Promise<void> {
    const { wish, leases, isHandedOver, log } = this.#parts;
    const { id, count } = lease.place;
    const isOnlyOne = wish.kind === 'these' && wish.ids.length === 1;
    const starting = startBot({
      ...this.#parts,
      tenure: { lease, leases, isHandedOver },
      log: isOnlyOne ? log : log.child({ shard: id, shards: count }),
    });
    const over = Promise.race([untilAborted(signal), lease.lost]).then(() => undefined);
    const bot = await Promise.race([starting, over]);
    if (bot === undefined) {
      // It may come about yet, and can do no harm: without its lease nothing is written.
      starting.then((late) => late.stop(Promise.resolve())).catch(() => undefined);
      return;
    }
    this.#bots.set(bot, lease);
    this.#isUp(false);
    try {
      await Promise.race([over, bot.refused]);
    } finally {
      this.#bots.delete(bot);
      if (lease.isOver) log.warn({ shard: id }, 'shard lost: another process may serve it');
      await bot.stop(lease.isOver ? Promise.resolve() : this.#grace());
    }
  }

  /** Only where the whole process stops, there is no point in waiting for what can no longer be answered: shards that are kept answer on. */
  async #grace(): Promise<void> {
    const over = sleep(GRACE, undefined, { ref: false });
    await (this.#stopping.signal.aborted ? Promise.race([over, this.#parts.untilInVain()]) : over);
  }

  #isUp(isStandBy: boolean): void {
    const { settings, onUp, log } = this.#parts;
    onUp(isStandBy);
    if (settings.healthFile === null) return;
    this.#health ??= new HealthFile(
      settings.healthFile,
      () => livelinessOf(this.read()),
      (error) => {
        log.error(errorFields(error), 'the health file could not be written');
      },
    );
  }
}

const STANDING_BY = { gateway: 'stand-by', api: 'working', pingMs: null, underWay: 0 } as const;

function livelinessOf(activity: ServerActivity | null): Liveliness {
  if (activity?.gateway === 'stand-by') return 'stand-by';
  return activity?.gateway === 'ready' && activity.api === 'working';
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
