import type { Client } from 'discord.js';

/** Milliseconds from a heartbeat of the gateway to its acknowledgement; null before the first. */
export function heartbeatMs({ ws }: Pick<Client, 'ws'>): number | null {
  // Before the first heartbeat the client gives -1.
  return ws.ping < 0 ? null : ws.ping;
}
