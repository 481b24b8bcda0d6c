import { Events, type Client } from 'discord.js';
import type { Logger } from '../../lib/log.js';
import { errorFields } from './rest-errors.js';

/**
 * Says in the log how the connection does. discord.js itself reconnects, resumes and waits; it tries twice a second, so what goes
 * wrong until a connection is back is told once.
 *
 * @param isLeaving - whether the bot itself ends the connection
 */
export function logConnection(client: Client, log: Logger, isLeaving: () => boolean): void {
  const lost = new Set<number>();
  const failed = new Set<number>();
  const isBack = (shard: number) => {
    failed.delete(shard);
    return lost.delete(shard);
  };
  client.on(Events.Error, (error) => {
    log.error(errorFields(error), 'client failed');
  });
  client.on(Events.ShardError, (error, shard) => {
    log[failed.has(shard) ? 'debug' : 'warn'](errorFields(error), 'connection failed');
    failed.add(shard);
  });
  client.on(Events.ShardReconnecting, (shard) => {
    if (lost.has(shard) || isLeaving()) return;
    lost.add(shard);
    log.warn('connection lost; connecting again');
  });
  client.on(Events.ShardResume, (shard, replayed) => {
    isBack(shard);
    log.info({ replayed }, 'connection resumed');
  });
  client.on(Events.ShardReady, (shard) => {
    if (isBack(shard)) log.info('connected again');
  });
  client.rest.on('rateLimited', ({ method, route, timeToReset }) => {
    log.debug({ method, route, ms: timeToReset }, 'waiting for a rate limit');
  });
}
