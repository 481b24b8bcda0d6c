import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayOpcodes } from 'discord.js';
import { onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';

/** Nothing listens on the discard port. */
const NOBODY = 'ws://127.0.0.1:9';

/** A Discord that tells where its gateway is and lets nobody in there; it ends with the test. */
export interface UnwillingDiscord {
  /** For DISCORD_API_URL. */
  readonly api: string;
  /** Times that somebody has tried to log in. */
  logins: number;
}

/**
 * Starts one.
 *
 * @param closeCode - what the gateway closes with on each login; null when there is no gateway
 */
export async function unwillingDiscord(closeCode: number | null): Promise<UnwillingDiscord> {
  const server = createServer((_, response) => {
    const limit = { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 };
    const url = closeCode === null ? NOBODY : `ws://127.0.0.1:${port}`;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ url, shards: 1, session_start_limit: limit }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const gateway = new WebSocketServer({ server });
  const discord: UnwillingDiscord = { api: `http://127.0.0.1:${port}/api`, logins: 0 };
  gateway.on('connection', (socket) => {
    socket.send(
      JSON.stringify({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: 45_000 }, s: null, t: null }),
    );
    socket.on('message', () => {
      discord.logins++;
      socket.close(closeCode ?? undefined);
    });
  });
  onTestFinished(async () => {
    for (const socket of gateway.clients) socket.terminate();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return discord;
}
