import type { ApiState, BotReading, GatewayState, ModelsState, ReaderState } from './bot-metrics.js';

/** What `/health` tells. */
export interface Health {
  /** Whether the bot can be asked. */
  readonly ok: boolean;
  readonly gateway: GatewayState;
  readonly api: ApiState;
  readonly models: ModelsState;
  /** Where it is `failing`, passages are found and shown, but not read. */
  readonly reader: ReaderState;
  /** Name of the index generation that is being answered from. */
  readonly generation: string;
  /** When that was built, ISO 8601 in UTC. */
  readonly builtAt: string;
  readonly ageSeconds: number;
}

/** @param now - Unix milliseconds */
export function healthOf(reading: BotReading, now: number): Health {
  const { gateway, api, models, reader, generation, builtAt } = reading;
  const ageSeconds = Math.round(indexAge(reading, now));
  const ok = gateway === 'ready' && api === 'working';
  return { ok, gateway, api, models, reader, generation, builtAt, ageSeconds };
}

/**
 * Seconds since the index in use was built; 0 where the clock says that this is still to come.
 *
 * @param now - Unix milliseconds
 */
export function indexAge({ builtAt }: Pick<BotReading, 'builtAt'>, now: number): number {
  return Math.max(0, now - Date.parse(builtAt)) / 1000;
}
