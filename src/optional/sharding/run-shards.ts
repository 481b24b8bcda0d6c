import path from 'node:path';
import { type RESTGetAPIGatewayBotResult, ShardingManager, type Shard } from 'discord.js';
import type { Settings } from '../../config/settings.js';
import { errorFields } from '../../discord/connection/errors.js';
import { UserError } from '../../lib/errors.js';
import { createLogger, type Logger } from '../../lib/log.js';
import { untilToldToStop } from '../../lib/signals.js';
import { HealthFile, isFresh } from '../../operations/health-file.js';
import { fetchGatewayLimits } from './open-leases.js';
import { STANDS_BY } from './serve-shards.js';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ShardPlace } from './shard-lease.js';

/** Compiled or not, what a shard runs lies beside this file with the same extension. */
const PROGRAM = new URL(`../../shard${path.extname(import.meta.url)}`, import.meta.url);

/**
 * The Discord bot in several processes, a shard each, until SIGTERM or SIGINT. Each opens the published index once, for all the
 * guilds that it serves.
 *
 * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
 */
export async function runShards(settings: Settings, token: string): Promise<void> {
  const log = createLogger(settings);
  const plan = planShards(settings.shards, await fetchGatewayLimits(settings, token));
  const fleet = new ShardFleet(plan, settings, token, log);
  const kill = () => {
    fleet.kill();
  };
  const told = untilToldToStop(() => true, { isShard: false, kill }).then(() => fleet.stop());
  log.info({ shards: plan.ids.length }, 'shards starting');
  try {
    await fleet.start();
  } catch (error) {
    // The shard itself has said why, in the two lines that any program of this project ends with.
    log.debug(errorFields(error), 'a shard could not be started');
    process.exitCode = 2;
    await fleet.stop();
    return;
  }
  log.info({ shards: plan.ids.length }, 'shards ready');
  const health = keepHealthFile(settings, plan.ids, log);
  await told;
  health?.stop();
  await fleet.stop();
  log.info('shards stopped');
}

/** A file that is fresh while those of all shards are. */
function keepHealthFile(
  { healthFile }: Pick<Settings, 'healthFile'>,
  ids: readonly number[],
  log: Logger,
): HealthFile | null {
  if (healthFile === null) return null;
  return new HealthFile(
    healthFile,
    () => areShardsFresh(healthFile, ids),
    (error) => {
      log.error(errorFields(error), 'the health file could not be written');
    },
  );
}

/**
 * @param wanted - SHARDS; a count of null is as many as Discord recommends
 * @throws {@link UserError} `usage` where SHARDS is for `npm start`
 */
export function planShards(
  wanted: Settings['shards'],
  { shards, session_start_limit: { max_concurrency: atOnce } }: RESTGetAPIGatewayBotResult,
): ShardPlan {
  switch (wanted.kind) {
    case 'these':
      return { ids: wanted.ids, count: wanted.count, atOnce };
    case 'all': {
      const count = wanted.count ?? shards;
      return { ids: Array.from({ length: count }, (_, id) => id), count, atOnce };
    }
    case 'share':
      throw new UserError(
        'usage',
        'SHARDS=leased is for npm start: each process takes its share of the shards.',
        'Run npm start, as many times as there are processes to be, or set SHARDS to the shards of this machine, such as 0-3/8.',
      );
  }
}

/** Milliseconds until a shard must have logged in for the first time: it may have a large index to open. */
const LOGIN_WITHIN = 600_000;
/** Milliseconds that shards which are told to stop may take: each gives questions 10 s. */
const STOP_WITHIN = 14_000;
/** For `Shard.spawn`: not to wait until it has logged in. */
const NOT_WAITING = -1;

/** Which shards are to be started here, and how many of them may log in at a time. */
interface ShardPlan {
  readonly ids: readonly number[];
  /** How many there are of them here and elsewhere. */
  readonly count: number;
  readonly atOnce: number;
}

/** The processes of a sharded bot, each started again when it dies. */
class ShardFleet {
  readonly #plan: ShardPlan;
  readonly #settings: Settings;
  readonly #log: Logger;
  readonly #manager: ShardingManager;
  /** By shard, when it died. */
  readonly #deaths = new Map<number, number[]>();
  readonly #stopping = new AbortController();

  constructor(plan: ShardPlan, settings: Settings, token: string, log: Logger) {
    const { ids, count } = plan;
    this.#plan = plan;
    this.#settings = settings;
    this.#log = log;
    this.#manager = new ShardingManager(fileURLToPath(PROGRAM), {
      token,
      totalShards: count,
      shardList: [...ids],
      // The manager's own respawning waits for nothing, however often a shard dies.
      respawn: false,
      execArgv: PROGRAM.pathname.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [],
    });
  }

  /**
   * Starts as many shards at a time as may log in at once, the next ones when they have. Resolves early when the fleet is stopped.
   *
   * @throws Error when one ends before it has logged in; it has said why on standard error.
   */
  async start(): Promise<void> {
    const { ids: all, atOnce } = this.#plan;
    const { signal } = this.#stopping;
    try {
      // The shards themselves take their turns to identify; opened one after the other, they do not all load the index at once.
      for (let first = 0; first < all.length; first += atOnce) {
        await Promise.all(all.slice(first, first + atOnce).map((id) => this.#startShard(id)));
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Ends all shards, those that don't end in time by force. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#processes().map(stopped));
  }

  /** Ends all shards at once. */
  kill(): void {
    this.#stopping.abort();
    for (const child of this.#processes()) child.kill('SIGKILL');
  }

  async #startShard(id: number): Promise<void> {
    const shard = this.#manager.createShard(id);
    shard.args = shardArguments({ id, count: this.#plan.count });
    shard.env = { ...(shard.env as object), ...shardEnvironment(this.#settings, id) };
    const standsBy = new Promise<void>((resolve) => {
      shard.on('message', (message) => {
        if (message === STANDS_BY) resolve();
      });
    });
    const spawned = shard.spawn(LOGIN_WITHIN);
    // One that stands by may log in in a year.
    spawned.catch(() => undefined);
    await Promise.race([spawned, standsBy]);
    shard.on('death', (child) => {
      this.#onDeath(shard, child as ChildProcess);
    });
  }

  #processes(): ChildProcess[] {
    return [...this.#manager.shards.values()].flatMap(({ process: child }) => child ?? []);
  }

  #onDeath(shard: Shard, { exitCode, signalCode }: ChildProcess): void {
    if (this.#stopping.signal.aborted) return;
    const now = performance.now();
    const deaths = [...(this.#deaths.get(shard.id) ?? []), now];
    this.#deaths.set(shard.id, deaths);
    const ms = respawnDelay(deaths, now);
    this.#log.error({ shard: shard.id, exitCode, signal: signalCode, ms }, 'a shard died; starting it again');
    void this.#respawn(shard, ms);
  }

  async #respawn(shard: Shard, ms: number): Promise<void> {
    try {
      await sleep(ms, undefined, { signal: this.#stopping.signal });
      await shard.spawn(NOT_WAITING);
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.#log.error({ shard: shard.id, ...errorFields(error) }, 'a shard could not be started again');
    }
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
  await ended;
  clearTimeout(timer);
}

/** Milliseconds within which deaths count: what happened before has passed. */
const REMEMBERED = 3_600_000;
const FIRST_DELAY = 1_000;
/** At this pace a shard that can't live logs in a few hundred times a day; Discord resets a token after 1,000. */
const LONGEST_DELAY = 300_000;

/**
 * Milliseconds after which a shard that has died is started again: longer each time, up to five minutes.
 *
 * @param deaths - when it died, the last one included, in milliseconds of the clock that gives `now`
 */
export function respawnDelay(deaths: readonly number[], now: number): number {
  const recent = deaths.filter((at) => now - at < REMEMBERED).length;
  return Math.min(FIRST_DELAY * 2 ** Math.max(0, recent - 1), LONGEST_DELAY);
}

/** The arguments that a shard's process is started with. */
export function shardArguments({ id, count }: ShardPlace): string[] {
  return [String(id), String(count)];
}

/** @throws Error when they are not those of {@link shardArguments} */
export function shardPlaceOf(given: readonly string[]): ShardPlace {
  const [id = Number.NaN, count = Number.NaN] = given.map(Number);
  if (!Number.isInteger(id) || !Number.isInteger(count) || id < 0 || id >= count) {
    throw new Error(
      `This is started by npm run start:sharded, with a shard and their number: ${given.join(' ')}`,
    );
  }
  return { id, count };
}

/** The health file of one shard; the bot's own tells of them all. */
export function shardHealthFile(healthFile: string, id: number): string {
  return `${healthFile}.${id}`;
}

/** True when the health file of each of these shards is fresh. */
export function areShardsFresh(healthFile: string, ids: readonly number[], now = Date.now()): boolean {
  return ids.every((id) => isFresh(shardHealthFile(healthFile, id), now));
}

/** What is set otherwise for a shard than for the bot: no two processes can listen on one port or tell by one file. */
export function shardEnvironment(
  { healthFile, metricsPort }: Pick<Settings, 'healthFile' | 'metricsPort'>,
  id: number,
): Readonly<Record<'SHARDS' | 'HEALTH_FILE' | 'METRICS_PORT', string>> {
  return {
    // The manager puts the shard's number here, which is not what the setting means.
    SHARDS: '',
    HEALTH_FILE: healthFile === null ? '' : shardHealthFile(healthFile, id),
    METRICS_PORT: metricsPort === null ? '' : String(metricsPort === 0 ? 0 : metricsPort + id),
  };
}
