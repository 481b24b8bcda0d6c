import path from 'node:path';
import { REST, Routes, type RESTGetAPIGatewayBotResult, ShardingManager, type Shard } from 'discord.js';
import type { Settings } from '../../config/settings.js';
import { assertTokenShaped, errorFields, REQUEST_TIMEOUT } from '../../discord/connection/errors.js';
import { connectionError } from '../../discord/connection/login.js';
import { createLogger, type Logger } from '../../lib/log.js';
import { INTERRUPTED } from '../../lib/shutdown-signal.js';
import { HealthFile } from '../../operations/heartbeat-file.js';
import { areShardsFresh, shardEnvironment, shardArguments } from './shard.js';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

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
  const told = untilSignal(fleet);
  log.info({ shards: plan.count }, 'shards starting');
  try {
    await fleet.start();
  } catch (error) {
    // The shard itself has said why, in the two lines that any program of this project ends with.
    log.debug(errorFields(error), 'a shard could not be started');
    process.exitCode = 2;
    await fleet.stop();
    return;
  }
  log.info({ shards: plan.count }, 'shards ready');
  const health = keepHealthFile(settings, plan.count, log);
  await told;
  health?.stop();
  await fleet.stop();
  log.info('shards stopped');
}

/** A file that is fresh while those of all shards are. */
function keepHealthFile(
  { healthFile }: Pick<Settings, 'healthFile'>,
  count: number,
  log: Logger,
): HealthFile | null {
  if (healthFile === null) return null;
  return new HealthFile(
    healthFile,
    () => areShardsFresh(healthFile, count),
    (error) => {
      log.error(errorFields(error), 'the health file could not be written');
    },
  );
}

/** Stops the fleet at the first signal, and resolves; a second one ends everything at once. */
async function untilSignal(fleet: ShardFleet): Promise<void> {
  await new Promise<void>((resolve) => {
    let isSecond = false;
    const stop = () => {
      if (isSecond) {
        fleet.kill();
        process.exit(INTERRUPTED);
      }
      isSecond = true;
      void fleet.stop().then(resolve);
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  });
}

/**
 * What Discord says of a bot's shards.
 *
 * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
 */
async function fetchGatewayLimits(
  { discordApiUrl }: Pick<Settings, 'discordApiUrl'>,
  token: string,
): Promise<RESTGetAPIGatewayBotResult> {
  assertTokenShaped(token);
  const rest = new REST({ api: discordApiUrl, timeout: REQUEST_TIMEOUT }).setToken(token);
  try {
    return (await rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult;
  } catch (error) {
    throw connectionError(error);
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

/** @param wanted - `auto` for as many as Discord recommends */
export function planShards(
  wanted: Settings['shards'],
  { shards, session_start_limit: { max_concurrency: atOnce } }: RESTGetAPIGatewayBotResult,
): ShardPlan {
  return { count: wanted === 'auto' ? shards : wanted, atOnce };
}

/** Milliseconds until a shard must have logged in for the first time: it may have a large index to open. */
const LOGIN_WITHIN = 600_000;
/** Milliseconds between two times that shards log in: Discord asks for 5 s. */
const BETWEEN_LOGINS = 5_500;
/** Milliseconds that shards which are told to stop may take: each gives questions 10 s. */
const STOP_WITHIN = 14_000;
/** For `Shard.spawn`: not to wait until it has logged in. */
const NOT_WAITING = -1;

/** How many shards there are to be, and how many of them may log in at a time. */
interface ShardPlan {
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
    const { count } = plan;
    this.#plan = plan;
    this.#settings = settings;
    this.#log = log;
    this.#manager = new ShardingManager(fileURLToPath(PROGRAM), {
      token,
      totalShards: count,
      shardList: Array.from({ length: count }, (_, id) => id),
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
    const { count, atOnce } = this.#plan;
    const { signal } = this.#stopping;
    try {
      for (let first = 0; first < count; first += atOnce) {
        if (first > 0) await sleep(BETWEEN_LOGINS, undefined, { signal });
        const ids = Array.from({ length: Math.min(atOnce, count - first) }, (_, at) => first + at);
        await Promise.all(ids.map((id) => this.#startShard(id)));
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
    await shard.spawn(LOGIN_WITHIN);
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
