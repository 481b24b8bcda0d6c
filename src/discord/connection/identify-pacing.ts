import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'discord.js';
import type { Logger } from '../../lib/log.js';
import {
  BETWEEN_IDENTIFIES,
  type ShardLease,
  type ShardLeases,
} from '../../optional/sharding/shard-lease.js';
import { errorFields } from './errors.js';

/** Milliseconds from asking within which leave to identify must have come: later, the next one may follow too soon. */
const ON_TIME = 800;

/**
 * Has a client identify only in its turn among all processes of the bot, whenever it does: at its start and after each lost session. Discord
 * takes one identify in 5 s from the shards of one bucket (their id modulo `max_concurrency`), and answers others with an invalid session.
 */
export function paceIdentifies(client: Client, lease: ShardLease, leases: ShardLeases, log: Logger): void {
  client.options.ws = {
    ...client.options.ws,
    buildIdentifyThrottler: async (manager) => {
      const { session_start_limit: limit } = await manager.fetchGatewayInformation();
      return {
        waitForIdentify: (shard, signal) =>
          untilTurn(shard % Math.max(1, limit.max_concurrency), lease, leases, log, signal),
      };
    },
  };
}

/** @throws AbortError: what else is thrown here would have the client identify at once */
async function untilTurn(
  bucket: number,
  lease: ShardLease,
  leases: Pick<ShardLeases, 'askToIdentify'>,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    // A shard that is another's waits here until its connection is closed.
    if (!(await orAborted(lease.isHeld(), signal))) await orAborted(new Promise(() => undefined), signal);
    const asked = performance.now();
    const wait = await leases.askToIdentify(bucket).catch((error: unknown) => {
      log.warn(errorFields(error), 'the turn to identify cannot be asked for');
      return BETWEEN_IDENTIFIES;
    });
    if (wait === 0 && performance.now() - asked < ON_TIME && lease.isCertain) return;
    await sleep(wait === 0 ? BETWEEN_IDENTIFIES : wait, undefined, { signal });
  }
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return await new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
