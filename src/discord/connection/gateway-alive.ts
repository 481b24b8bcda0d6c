import { Status, type Client, type WebSocketShard } from 'discord.js';

/** What {@link isGatewayAlive} needs of a client. */
export interface GatewayClient extends Pick<Client, 'isReady'> {
  readonly ws: { readonly shards: ReadonlyMap<number, Pick<WebSocketShard, 'status'>> };
}

/**
 * True while every connection to Discord's gateway is ready. discord.js drops a connection whose heartbeat Discord does not
 * acknowledge before the next one, and it is not ready then until it has resumed.
 */
export function isGatewayAlive(client: GatewayClient): boolean {
  return client.isReady() && [...client.ws.shards.values()].every(({ status }) => status === Status.Ready);
}
