import { setTimeout as sleep } from 'node:timers/promises';
import { Status, type Client } from 'discord.js';
import type { Settings } from '../../config/settings.js';
import { isFresh } from '../../operations/health-file.js';

/** Which part of the guilds a process serves. */
export interface ShardPlace {
  /** From 0. Direct messages come to shard 0. */
  readonly id: number;
  /** How many there are. */
  readonly count: number;
}

/** A bot that serves all guilds by itself. */
export const ONLY_SHARD: ShardPlace = { id: 0, count: 1 };

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

/** What a shard's process says to the one that has started it when another serves the shard, and it waits. */
export const STANDS_BY = 'stand-by';

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

/** How one shard does. */
export interface ShardReport {
  readonly id: number;
  /** Null when it is not connected to Discord, is being started again or does not answer. */
  readonly connected: {
    readonly guilds: number;
    /** Milliseconds from a heartbeat to its acknowledgement; null before the first. */
    readonly pingMs: number | null;
  } | null;
}

/** Milliseconds that a shard may take to tell: whoever asks is waiting, and Discord waits for 3 s. */
const TELL_WITHIN = 1_500;

/** How every shard does, asked by way of the process that started them; none when the bot is not sharded. */
export async function shardReports({ shard: shards }: Client): Promise<readonly ShardReport[]> {
  if (shards === null) return [];
  const waiting = new AbortController();
  const reports = Array.from({ length: shards.count }, async (_, id): Promise<ShardReport> => {
    // The function is sent as its text: it can use nothing from around it.
    const told = shards.broadcastEval(
      (client, { ready }) =>
        [...client.ws.shards.values()].every(({ status }) => status === ready)
          ? { guilds: client.guilds.cache.size, pingMs: client.ws.ping < 0 ? null : client.ws.ping }
          : null,
      { shard: id, context: { ready: Status.Ready } },
    );
    const late = sleep(TELL_WITHIN, null, { signal: waiting.signal }).catch(() => null);
    return { id, connected: await Promise.race([told, late]).catch(() => null) };
  });
  try {
    return await Promise.all(reports);
  } finally {
    waiting.abort();
  }
}
