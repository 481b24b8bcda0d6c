import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from './config/settings.js';
import { startBot, type BotParts, type RunningBot } from './discord/bot.js';
import { errorFields } from './discord/connection/errors.js';
import type { Logger } from './lib/log.js';
import { HealthFile, type Liveliness } from './operations/health-file.js';
import type { ServerActivity } from './optional/metrics/serve-metrics.js';
import { ShardServer, type ShardWish } from './optional/sharding/serve-shards.js';
import type { ShardLease, ShardLeases } from './optional/sharding/shard-lease.js';

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
