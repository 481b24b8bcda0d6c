/** The number of a shard, from 0, and how many there are. */
export type Shard = readonly [id: number, count: number];

/** Where a snowflake's time begins. */
const TIME_AT = 22n;

/**
 * The shard that is told of what happens in a guild, of `count`; direct messages, which are in none, come to the first.
 * https://docs.discord.com/developers/events/gateway#sharding
 */
export function shardOf(guildId: string | null, count: number): number {
  return guildId === null ? 0 : Number((BigInt(guildId) >> TIME_AT) % BigInt(count));
}

/** What a client identifies with: one shard of one when it says nothing; null for what Discord refuses. */
export function readShard(given: unknown): Shard | null {
  if (given === undefined) return [0, 1];
  if (!Array.isArray(given) || given.length !== 2 || !given.every(Number.isInteger)) return null;
  const [id, count] = given as [number, number];
  return id >= 0 && id < count ? [id, count] : null;
}
