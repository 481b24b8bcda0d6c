import type { Settings } from '../../config/settings.js';
import { shardHealthFile } from './shard-health.js';

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
