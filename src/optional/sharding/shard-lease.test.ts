import { expect, test } from 'vitest';
import { botName, leaseTimes, ShardLease, type GatewaySession } from './shard-lease.js';

const PLACE = { id: 1, count: 4 };
const LEASE = 10_000;
const BEFORE: GatewaySession = { id: 'before', resumeUrl: 'wss://gateway.example', sequence: 7 };

/** A lease on a clock that only the test moves, and what it was let go with. */
function staged() {
  const clock = { now: 0 };
  const released: unknown[] = [];
  const release = (...given: unknown[]) => {
    released.push(given);
    return Promise.resolve();
  };
  return {
    clock,
    released,
    lease: new ShardLease(PLACE, BEFORE, { lease: LEASE }, release, () => clock.now),
  };
}

test('a lease is certain for most of its time after each renewal', () => {
  const { clock, lease } = staged();
  clock.now = 0.79 * LEASE;
  expect(lease.isCertain).toBe(true);
  clock.now = 0.8 * LEASE;
  expect(lease.isCertain).toBe(false);
  lease.renewed(0.7 * LEASE);
  expect(lease.isCertain).toBe(true);
  clock.now = 1.5 * LEASE;
  expect(lease.isCertain).toBe(false);
});

test('whoever was frozen waits until it is known whose the shard is', async () => {
  for (const isLost of [true, false]) {
    const { clock, lease } = staged();
    clock.now = 3 * LEASE;
    let isHeld: boolean | null = null;
    const told = lease.isHeld().then((held) => (isHeld = held));
    await Promise.resolve();
    expect(isHeld).toBeNull();
    if (isLost) lease.lose();
    else lease.renewed(clock.now);
    expect(await told).toBe(!isLost);
  }
});

test('a renewal that was asked for before the standstill does not end it', async () => {
  const { clock, lease } = staged();
  clock.now = 3 * LEASE;
  const told = lease.isHeld();
  lease.renewed(1_000);
  expect(lease.isCertain).toBe(false);
  lease.lose();
  expect(await told).toBe(false);
});

test('one that cannot be renewed for twice its time is lost', async () => {
  const { clock, lease } = staged();
  clock.now = 2 * LEASE;
  lease.doubted();
  expect(lease.isOver).toBe(false);
  clock.now += 1;
  lease.doubted();
  await lease.lost;
  expect(await lease.isHeld()).toBe(false);
  // Too late: another may have it.
  lease.renewed(clock.now);
  expect(lease.isCertain).toBe(false);
});

test('until a session of its own is kept, it is that of the process before', async () => {
  const own = { ...BEFORE, id: 'own' };
  const { lease, released } = staged();
  expect(lease.session).toEqual(BEFORE);
  lease.keepSession(() => own);
  await lease.release();
  expect(released).toEqual([[own]]);
});

test('one that is lost says nothing of a session', async () => {
  const { lease, released } = staged();
  lease.lose();
  await lease.release();
  expect(released).toEqual([[]]);
});

test('all tokens of one bot have one name, which holds nothing of them', () => {
  const [token, reset, other] = ['MTIz.aaaa.bbbb', 'MTIz.cccc.dddd', 'MTI0.aaaa.bbbb'];
  expect(botName(token)).toBe(botName(reset));
  expect(botName(token)).not.toBe(botName(other));
  expect(botName(token)).toMatch(/^[0-9a-f]{16}$/u);
});

test('a process that dies is replaced within half a minute', () => {
  const { lease, look } = leaseTimes(10_000);
  // Its lease runs out, a look, and the turns of three shards to identify.
  expect(lease + 1.25 * look + 2 * 6_000).toBeLessThan(30_000);
});
