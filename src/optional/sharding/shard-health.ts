import { isFresh } from '../../operations/health/health-file.js';

/** The health file of one shard; the bot's own tells of them all. */
export function shardHealthFile(healthFile: string, id: number): string {
  return `${healthFile}.${id}`;
}

/** True when the health file of every shard is fresh. */
export function areShardsFresh(healthFile: string, count: number, now = Date.now()): boolean {
  return Array.from({ length: count }, (_, id) => shardHealthFile(healthFile, id)).every((file) =>
    isFresh(file, now),
  );
}
