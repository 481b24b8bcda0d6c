import { Client } from 'discord.js';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ShardLease, type ShardLeases } from '../../optional/sharding/shard-lease.js';
import { paceIdentifies } from './leased-session.js';

const log = pino({ level: 'silent' });
const MANAGER = {
  fetchGatewayInformation: () => Promise.resolve({ session_start_limit: { max_concurrency: 4 } }),
};

/** The turn of a shard whose asking is answered by `answers`, one after the other. */
async function staged(answers: (() => number | Promise<number>)[]) {
  const clock = { now: 0 };
  const asked: number[] = [];
  const lease = new ShardLease(
    { id: 6, count: 8 },
    null,
    { lease: 1_000 },
    () => Promise.resolve(),
    () => clock.now,
  );
  const leases: Pick<ShardLeases, 'askToIdentify'> = {
    askToIdentify: async (bucket) => {
      asked.push(bucket);
      return await (answers.shift()?.() ?? 0);
    },
  };
  const client = new Client({ intents: [] });
  paceIdentifies(client, lease, leases as ShardLeases, log);
  const ws = client.options.ws as unknown as {
    buildIdentifyThrottler: (manager: typeof MANAGER) => Promise<{
      waitForIdentify: (shard: number, signal: AbortSignal) => Promise<void>;
    }>;
  };
  const throttler = await ws.buildIdentifyThrottler(MANAGER);
  const stop = new AbortController();
  return { clock, lease, asked, stop, turn: throttler.waitForIdentify(6, stop.signal) };
}

test('a shard asks for its turn by its bucket, again and again until it has it', async () => {
  const { turn, asked } = await staged([() => 1, () => 1, () => 0]);
  await turn;
  expect(asked).toEqual([2, 2, 2]);
});

test('a shard that is another’s by now does not identify', async () => {
  const { clock, lease, asked, stop, turn } = await staged([
    () => {
      clock.now = 5_000;
      return 1;
    },
  ]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  lease.lose();
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toHaveLength(1);
  stop.abort();
  await expect(turn).rejects.toThrow();
});

test('a turn that comes after the lease has run out is not taken', async () => {
  const { clock, lease, asked, stop, turn } = await staged([
    () => {
      // The process stood still while it was answered.
      clock.now = 5_000;
      return 0;
    },
  ]);
  let isTurn = false;
  void turn.then(
    () => (isTurn = true),
    () => undefined,
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect([isTurn, asked.length, lease.isCertain]).toEqual([false, 1, false]);
  stop.abort();
  await expect(turn).rejects.toThrow();
});
