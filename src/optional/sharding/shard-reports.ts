import { setTimeout as sleep } from 'node:timers/promises';
import { Status, type Client } from 'discord.js';

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
