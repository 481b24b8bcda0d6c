import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ShardingManager, type Shard } from 'discord.js';
import { errorFields } from '../../discord/connection/errors.js';
import type { Logger } from '../../lib/log.js';
import { shardArguments } from './shard.js';

/** Milliseconds until a shard must have logged in for the first time: it may have a large index to open. */
const LOGIN_WITHIN = 600_000;
/** Milliseconds between two times that shards log in: Discord asks for 5 s. */
const BETWEEN_LOGINS = 5_500;
/** Milliseconds that shards which are told to stop may take: each gives questions 10 s. */
const STOP_WITHIN = 14_000;
/** For `Shard.spawn`: not to wait until it has logged in. */
const NOT_WAITING = -1;

/** How many shards there are to be, and how many of them may log in at a time. */
export interface ShardPlan {
  readonly count: number;
  readonly atOnce: number;
}

/** What a fleet is made of. */
export interface FleetParts extends ShardPlan {
  /** What a shard's process runs. */
  readonly program: URL;
  readonly token: string;
  /** What is set for one shard, over this process's environment. */
  readonly environment: (id: number) => Readonly<Record<string, string>>;
  readonly log: Logger;
}

/** The processes of a sharded bot, each started again when it dies. */
export class ShardFleet {
  readonly #parts: FleetParts;
  readonly #manager: ShardingManager;
  /** By shard, when it died. */
  readonly #deaths = new Map<number, number[]>();
  readonly #stopping = new AbortController();

  constructor(parts: FleetParts) {
    const { program, token, count } = parts;
    this.#parts = parts;
    this.#manager = new ShardingManager(fileURLToPath(program), {
      token,
      totalShards: count,
      shardList: Array.from({ length: count }, (_, id) => id),
      // The manager's own respawning waits for nothing, however often a shard dies.
      respawn: false,
      execArgv: program.pathname.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [],
    });
  }

  /**
   * Starts as many shards at a time as may log in at once, the next ones when they have. Resolves early when the fleet is stopped.
   *
   * @throws Error when one ends before it has logged in; it has said why on standard error.
   */
  async start(): Promise<void> {
    const { count, atOnce } = this.#parts;
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
    const { count, environment } = this.#parts;
    const shard = this.#manager.createShard(id);
    shard.args = shardArguments({ id, count });
    shard.env = { ...(shard.env as object), ...environment(id) };
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
    this.#parts.log.error(
      { shard: shard.id, exitCode, signal: signalCode, ms },
      'a shard died; starting it again',
    );
    void this.#respawn(shard, ms);
  }

  async #respawn(shard: Shard, ms: number): Promise<void> {
    try {
      await sleep(ms, undefined, { signal: this.#stopping.signal });
      await shard.spawn(NOT_WAITING);
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.#parts.log.error({ shard: shard.id, ...errorFields(error) }, 'a shard could not be started again');
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
