import type { BotActivity } from '../../discord/bot-events.js';
import type { StorageHealth } from '../../index/passage-index.js';
import type { HeldShard } from '../sharding/shard-lease.js';

/** How the process does that runs the models: `restarting` while none does, and only words are searched for. */
export const MODELS_STATES = ['working', 'restarting'] as const;

/** How the reading model does; `off` where the settings want none. */
export const READER_STATES = ['working', 'failing', 'off'] as const;

/** How the database does that holds the index; `off` where a folder does. */
export const DATABASE_STATES = ['working', 'failing', 'off'] as const;

/** Milliseconds after which a database that has not answered yet is taken for one that does not. */
const DATABASE_SLOW = 3_000;

/** Where a query still waits, nobody knows yet that it waits in vain; after a few seconds it is as good as known. */
export function databaseState(storage: BotReading['storage']): (typeof DATABASE_STATES)[number] {
  if (storage === null) return 'off';
  return storage.answers && storage.waitingMs < DATABASE_SLOW ? 'working' : 'failing';
}

export interface BotReading extends BotActivity {
  /** Name of the generation that is being answered from. */
  readonly generation: string;
  /** When it was built, ISO 8601 in UTC. */
  readonly builtAt: string;
  /** Name of the embedding model, as in the setting EMBEDDING_MODEL. */
  readonly modelName: string;
  readonly models: (typeof MODELS_STATES)[number];
  readonly reader: (typeof READER_STATES)[number];
  /** Null where the index is in a folder. */
  readonly storage: StorageHealth | null;
  readonly articles: number;
  readonly passages: number;
  /** Questions, searches and articles asked for that no thread has begun yet. */
  readonly waiting: number;
  /** How many it serves, serves perhaps no more because it cannot renew its leases, and stands by for. */
  readonly shards: Readonly<Record<'served' | 'uncertain' | 'waitedFor', number>>;
}

/**
 * Seconds since the index in use was built; 0 where the clock says that this is still to come.
 *
 * @param now - Unix milliseconds
 */
export function indexAge({ builtAt }: Pick<BotReading, 'builtAt'>, now: number): number {
  return Math.max(0, now - Date.parse(builtAt)) / 1000;
}

/** What `/health` tells. */
export interface Health extends Pick<
  BotReading,
  'gateway' | 'api' | 'models' | 'reader' | 'generation' | 'builtAt'
> {
  /** Whether the bot can be asked, or stands by for one that can. */
  readonly ok: boolean;
  /** Where it is `failing`, no question can be answered. */
  readonly database: (typeof DATABASE_STATES)[number];
  /** Milliseconds that its last answer took, and when that was, ISO 8601 in UTC; left out where the index is in a folder. */
  readonly databaseLatencyMs?: number | null;
  readonly databaseAnsweredAt?: string | null;
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
