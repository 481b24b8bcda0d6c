import { Client } from 'discord.js';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ShardLease, type ShardLeases } from '../../optional/sharding/shard-lease.js';
import { paceIdentifies, UnansweredMessages } from './leased-session.js';

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

const message = (id: string, s: number) => ({ t: 'MESSAGE_CREATE', s, d: { id } });

test('what is kept goes back to before the oldest message that is not dealt with', () => {
  const messages = new UnansweredMessages();
  expect(messages.dealtWithUpTo(3)).toBe(3);
  messages.received(message('a', 4));
  messages.received({ t: 'TYPING_START', s: 5, d: {} });
  messages.received(message('b', 6));
  expect([messages.begin('a'), messages.begin('b')]).toEqual([true, true]);
  expect(messages.dealtWithUpTo(9)).toBe(3);
  messages.done('a');
  expect(messages.dealtWithUpTo(9)).toBe(5);
  messages.done('b');
  expect(messages.dealtWithUpTo(9)).toBe(9);
});

test('a message that comes again is not dealt with again, nor waited for', () => {
  const messages = new UnansweredMessages();
  messages.receivedBefore(message('a', 900));
  expect(messages.begin('a')).toBe(true);
  messages.received(message('a', 2));
  expect(messages.begin('a')).toBe(false);
  expect(messages.dealtWithUpTo(5)).toBe(1);
  messages.done('a');
  expect(messages.dealtWithUpTo(5)).toBe(5);
  messages.received(message('a', 6));
  expect(messages.dealtWithUpTo(7)).toBe(7);
});

test('the session of the process before is needed while something of it is not dealt with', () => {
  const messages = new UnansweredMessages();
  expect(messages.isCaughtUp).toBe(true);
  messages.receivedBefore(message('a', 900));
  expect(messages.isCaughtUp).toBe(false);
  // Its number there says nothing about this session.
  expect(messages.dealtWithUpTo(5)).toBe(5);
  // It has come over this session, too.
  messages.received(message('a', 3));
  expect(messages.isCaughtUp).toBe(true);
  messages.receivedBefore(message('a', 900));
  expect(messages.isCaughtUp).toBe(true);
  expect(messages.dealtWithUpTo(5)).toBe(2);
});

test('a message that nobody deals with is given up after a while', () => {
  let now = 0;
  const messages = new UnansweredMessages(() => now);
  messages.received(message('a', 4));
  messages.receivedBefore(message('b', 4));
  now = 120_001;
  expect(messages.dealtWithUpTo(9)).toBe(9);
  expect(messages.isCaughtUp).toBe(true);
});

test.each([[null], [{}], [{ id: 7 }]])('what is no message is passed over: %o', (d) => {
  const messages = new UnansweredMessages();
  messages.received({ t: 'MESSAGE_CREATE', s: 4, d });
  messages.received({ t: 'MESSAGE_DELETE', s: 5, d: { id: 'a' } });
  expect(messages.dealtWithUpTo(9)).toBe(9);
});
