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
