import type { HeldShard } from '../sharding/shard-lease.js';
import {
  type ApiState,
  type BotReading,
  type DatabaseState,
  databaseState,
  type GatewayState,
  indexAge,
  type ModelsState,
  type ReaderState,
} from './bot-metrics.js';

/** What `/health` tells. */
export interface Health {
  /** Whether the bot can be asked, or stands by for one that can. */
  readonly ok: boolean;
  readonly gateway: GatewayState;
  readonly api: ApiState;
  readonly models: ModelsState;
  /** Where it is `failing`, passages are found and shown, but not read. */
  readonly reader: ReaderState;
  /** Where it is `failing`, no question can be answered. */
  readonly database: DatabaseState;
  /** Milliseconds that its last answer took, and when that was, ISO 8601 in UTC; left out where the index is in a folder. */
  readonly databaseLatencyMs?: number | null;
  readonly databaseAnsweredAt?: string | null;
  /** Name of the index generation that is being answered from. */
  readonly generation: string;
  /** When that was built, ISO 8601 in UTC. */
  readonly builtAt: string;
  readonly ageSeconds: number;
}

/** @param now - Unix milliseconds */
export function healthOf(reading: BotReading, now: number): Health {
  const { gateway, api, models, reader, storage, generation, builtAt } = reading;
  const database = databaseState(storage);
  const ageSeconds = Math.round(indexAge(reading, now));
  const ok = (gateway === 'stand-by' || (gateway === 'ready' && api === 'working')) && database !== 'failing';
  const answer = storage !== null && {
    databaseLatencyMs: storage.latencyMs === null ? null : Math.round(storage.latencyMs),
    databaseAnsweredAt: storage.lastAnswerAt === null ? null : new Date(storage.lastAnswerAt).toISOString(),
  };
  return { ok, gateway, api, models, reader, database, ...answer, generation, builtAt, ageSeconds };
}

/** What `/health/shards` tells of all processes of a bot. */
interface ShardsHealth {
  /** Whether each shard is served by a process that has lately given a sign of life. */
  readonly ok: boolean;
  readonly shards: number;
  /** Ids of those that nobody serves. */
  readonly unserved: readonly number[];
  readonly served: readonly {
    readonly shard: number;
    readonly host: string;
    readonly pid: number;
    readonly since: string;
  }[];
}

/** How the shards of a bot do, of which `held` are served. */
export function shardsHealthOf(count: number, held: readonly HeldShard[]): ShardsHealth {
  const served = held
    .filter(({ place }) => place.count === count)
    .map(({ place, host, pid, since }) => ({ shard: place.id, host, pid, since }));
  const unserved = Array.from({ length: count }, (_, id) => id).filter((id) =>
    served.every(({ shard }) => shard !== id),
  );
  return { ok: unserved.length === 0, shards: count, unserved, served };
}
