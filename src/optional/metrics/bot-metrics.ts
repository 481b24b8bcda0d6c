import type { StorageHealth } from '../../index/passage-index.js';

/** How a question comes to the bot. */
export const QUESTION_WAYS = ['mention', 'reply', 'direct', 'slash', 'menu'] as const;
export type QuestionWay = (typeof QUESTION_WAYS)[number];

/**
 * What became of a question: `perhaps` where it was answered with a reserve, `refused` where the articles don't tell, `unread` where
 * passages were found and could not be read, `small-talk` where nothing was asked, `busy` where too many others were waiting.
 */
export const QUESTION_OUTCOMES = [
  'answered',
  'perhaps',
  'refused',
  'unread',
  'small-talk',
  'busy',
  'failed',
] as const;
export type QuestionOutcome = (typeof QUESTION_OUTCOMES)[number];

/** Why a question was turned away before it was looked at. */
export const TURN_AWAY_REASONS = [
  'cooldown',
  'stopping',
  'too-many',
  'wrong-channel',
  'nothing-asked',
] as const;
export type TurnAwayReason = (typeof TURN_AWAY_REASONS)[number];

/** A question that was dealt with. It names neither its asker nor its words, so that no metric can. */
interface DealtQuestion {
  readonly way: QuestionWay;
  readonly outcome: QuestionOutcome;
  /** Milliseconds from its coming until its answer was made or had failed; sending it is not in them. */
  readonly ms: number;
}

/** Who hears what becomes of questions. */
export interface QuestionEvents {
  readonly onDealtWith?: (question: DealtQuestion) => void;
  readonly onTurnedAway?: (reason: TurnAwayReason) => void;
}

/**
 * How the connection to Discord's gateway does; `disconnected` is one that will not be made again, and `stand-by` that another process
 * answers and this one waits.
 */
export const GATEWAY_STATES = ['connecting', 'ready', 'disconnected', 'stand-by'] as const;
export type GatewayState = (typeof GATEWAY_STATES)[number];

/** How requests to Discord's API do: `failing` once nothing sent goes through, or the token is not taken. */
export const API_STATES = ['working', 'failing'] as const;
export type ApiState = (typeof API_STATES)[number];

/** How the process does that runs the models: `restarting` while none does, and only words are searched for. */
export type ModelsState = (typeof MODELS_STATES)[number];

/** How the process does that runs the models, as a metric has it. */
export const MODELS_STATES = ['working', 'restarting'] as const;

/** How many shards of the bot a process serves, serves perhaps no more because it cannot renew its leases, and stands by for. */
interface ShardCounts {
  readonly served: number;
  readonly uncertain: number;
  readonly waitedFor: number;
}

/** How the reading model does; `off` where the settings want none. */
export const READER_STATES = ['working', 'failing', 'off'] as const;
export type ReaderState = (typeof READER_STATES)[number];

/** How the database does that holds the index; `off` where a folder does. */
export const DATABASE_STATES = ['working', 'failing', 'off'] as const;
export type DatabaseState = (typeof DATABASE_STATES)[number];

/** Milliseconds after which a database that has not answered yet is taken for one that does not. */
const DATABASE_SLOW = 3_000;

/** Where a query still waits, nobody knows yet that it waits in vain; after a few seconds it is as good as known. */
export function databaseState(storage: BotReading['storage']): DatabaseState {
  if (storage === null) return 'off';
  return storage.answers && storage.waitingMs < DATABASE_SLOW ? 'working' : 'failing';
}

/** How the bot is doing at this moment. */
export interface BotReading {
  readonly gateway: GatewayState;
  readonly api: ApiState;
  /** Milliseconds from a heartbeat of the gateway to its acknowledgement; null before the first. */
  readonly pingMs: number | null;
  /** Name of the generation that is being answered from. */
  readonly generation: string;
  /** When it was built, ISO 8601 in UTC. */
  readonly builtAt: string;
  /** Name of the embedding model, as in the setting EMBEDDING_MODEL. */
  readonly modelName: string;
  readonly models: ModelsState;
  readonly reader: ReaderState;
  /** Null where the index is in a folder. */
  readonly storage: StorageHealth | null;
  readonly articles: number;
  readonly passages: number;
  /** Questions, searches and articles asked for that no thread has begun yet. */
  readonly waiting: number;
  /** Messages and interactions being dealt with. */
  readonly underWay: number;
  readonly shards: ShardCounts;
}

/**
 * Seconds since the index in use was built; 0 where the clock says that this is still to come.
 *
 * @param now - Unix milliseconds
 */
export function indexAge({ builtAt }: Pick<BotReading, 'builtAt'>, now: number): number {
  return Math.max(0, now - Date.parse(builtAt)) / 1000;
}
