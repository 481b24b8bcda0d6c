import { Status } from 'discord.js';
import type { GatewayState } from '../../optional/metrics/bot-metrics.js';
import { isGatewayAlive, type GatewayClient } from './gateway-alive.js';

/** How a client's connections to Discord's gateway do, by the worst of them. */
export function gatewayState(client: GatewayClient): GatewayState {
  if (isGatewayAlive(client)) return 'ready';
  const isOver = [...client.ws.shards.values()].some(({ status }) => status === Status.Disconnected);
  return isOver ? 'disconnected' : 'connecting';
}
