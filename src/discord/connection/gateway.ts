import { Events, Status, type Client, type WebSocketShard } from 'discord.js';
import type { Logger } from '../../lib/log.js';
import type { GatewayState } from '../../optional/metrics/bot-metrics.js';
import { errorFields } from './errors.js';

/** What tells how a client’s connections do. */
interface GatewayClient extends Pick<Client, 'isReady'> {
  readonly ws: { readonly shards: ReadonlyMap<number, Pick<WebSocketShard, 'status'>> };
}

/**
 * True while every connection to Discord's gateway is ready. discord.js drops a connection whose heartbeat Discord does not
 * acknowledge before the next one, and it is not ready then until it has resumed.
 */
export function isGatewayAlive(client: GatewayClient): boolean {
  return client.isReady() && [...client.ws.shards.values()].every(({ status }) => status === Status.Ready);
}

/** How a client's connections to Discord's gateway do, by the worst of them. */
export function gatewayState(client: GatewayClient): GatewayState {
  if (isGatewayAlive(client)) return 'ready';
  const isOver = [...client.ws.shards.values()].some(({ status }) => status === Status.Disconnected);
  return isOver ? 'disconnected' : 'connecting';
}

/** Milliseconds from a heartbeat of the gateway to its acknowledgement; null before the first. */
export function heartbeatMs({ ws }: Pick<Client, 'ws'>): number | null {
  // Before the first heartbeat the client gives -1.
  return ws.ping < 0 ? null : ws.ping;
}

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
