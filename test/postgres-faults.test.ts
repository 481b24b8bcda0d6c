import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { identityFor } from '../src/index/passage-index.js';
import { withIndexStore } from '../src/index/open-index.js';
import { Database } from '../src/optional/postgres/database.js';
import { migrate } from '../src/optional/postgres/tables.js';
import { startEngine, type TestDatabase } from './support/postgres-server.js';
import { TcpProxy } from './support/tcp-proxy.js';

const ASKED_WITHIN = 8_000;
const CONNECT_WITHIN = 3_000;

let engine: TestDatabase;
beforeAll(async () => {
  engine = await startEngine();
}, 180_000);
afterAll(() => engine.close());
afterEach(() => {
  vi.useRealTimers();
});

async function proxied() {
  const proxy = await TcpProxy.open(engine.url);
  onTestFinished(() => proxy.cut());
  const database = new Database(proxy.url, 2);
  onTestFinished(() => database.close());
  return { proxy, database };
}

/** From now on time passes only when the test says so; sockets go on. */
const stopClock = () =>
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });

const ask = (database: Database) => database.query<{ one: number }>('SELECT 1 AS one', [], ASKED_WITHIN);

/** Waits until the database has answered again. */
async function untilAnswered(database: Database): Promise<void> {
  while (!database.health.answers) await nextTurn();
}

const SILENT = {
  code: 'database-unreachable',
  message: expect.stringMatching(/^The database 127\.0\.0\.1:\d+\/postgres does not answer: /u) as string,
};

describe('a database that takes what is sent and says nothing', () => {
  test('is given up after eight seconds; later questions need not wait, and go on when it is back', async () => {
    const { proxy, database } = await proxied();
    expect(await ask(database)).toEqual([{ one: 1 }]);
    expect(database.health).toMatchObject({ answers: true, waitingMs: 0 });
    stopClock();
    proxy.swallow();
    const swallowed = once(proxy, 'swallowed');
    const asking = expect(ask(database)).rejects.toMatchObject(SILENT);
    await swallowed;
    expect(database.health.waitingMs).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(ASKED_WITHIN);
    await asking;
    expect(database.health).toMatchObject({ answers: false });
    await expect(ask(database)).rejects.toMatchObject(SILENT);

    proxy.through();
    await vi.advanceTimersByTimeAsync(1_000);
    await untilAnswered(database);
    expect(await ask(database)).toEqual([{ one: 1 }]);
  });

  test('is given up after three seconds where not even a connection comes about', async () => {
    const { proxy, database } = await proxied();
    stopClock();
    proxy.swallow();
    const swallowed = once(proxy, 'swallowed');
    const asking = expect(ask(database)).rejects.toMatchObject(SILENT);
    await swallowed;
    await vi.advanceTimersByTimeAsync(CONNECT_WITHIN);
    await asking;
    await expect(ask(database)).rejects.toMatchObject(SILENT);
  });

  test('holds up no end: what is under way rejects', async () => {
    const { proxy, database } = await proxied();
    await ask(database);
    proxy.swallow();
    const swallowed = once(proxy, 'swallowed');
    const asking = expect(ask(database)).rejects.toMatchObject({ code: 'database-unreachable' });
    await swallowed;
    await Promise.all([database.close(), asking]);
  });

  test('holds up no writer that is told to stop', async () => {
    await engine.clear();
    await migrate(engine.url);
    const { proxy } = await proxied();
    const stop = new AbortController();
    const identity = identityFor({ name: 'm', fingerprint: 'f', dimensions: 3 }, 'c');
    const location = { kind: 'database', url: proxy.url } as const;
    const now = () => new Date(Date.UTC(2031, 0, 1));
    const writing = withIndexStore(
      location,
      now,
      (store) =>
        store.exclusively(async () => {
          proxy.swallow();
          proxy.once('swallowed', () => {
            stop.abort();
          });
          await store.publish({ identity, builtAt: now(), articles: [], vectors: new Map() });
        }),
      stop.signal,
    );
    await expect(writing).rejects.toMatchObject({ code: 'database-unreachable' });
  });
});

test('a slow database is waited for', async () => {
  const { proxy, database } = await proxied();
  await ask(database);
  stopClock();
  proxy.hold();
  const asking = ask(database);
  await vi.advanceTimersByTimeAsync(ASKED_WITHIN - 1);
  proxy.through();
  expect(await asking).toEqual([{ one: 1 }]);
});

test('a server that resets its connections, as by being started again, is connected to anew', async () => {
  const { proxy, database } = await proxied();
  await ask(database);
  proxy.swallow();
  const swallowed = once(proxy, 'swallowed');
  const asking = expect(ask(database)).rejects.toMatchObject({ code: 'database-unreachable' });
  await swallowed;
  proxy.reset();
  await asking;
  proxy.through();
  expect(await ask(database)).toEqual([{ one: 1 }]);
});

describe('of two servers', () => {
  const both = (first: string, second: string) => {
    const { host } = new URL(second);
    return first.replace(/@([^/]+)/u, `@$1,${host}`);
  };

  test('the other one answers where one is gone, and is asked first from then on', async () => {
    const proxies = [await TcpProxy.open(engine.url), await TcpProxy.open(engine.url)] as const;
    onTestFinished(async () => {
      await Promise.allSettled(proxies.map((proxy) => proxy.cut()));
    });
    const database = new Database(both(proxies[0].url, proxies[1].url), 2);
    onTestFinished(() => database.close());
    await ask(database);
    await proxies[0].cut();
    // What was connected to it may have to fail first.
    await ask(database).catch(() => undefined);
    expect(await ask(database)).toEqual([{ one: 1 }]);
    await proxies[0].restore();
    await proxies[1].cut();
    await ask(database).catch(() => undefined);
    expect(await ask(database)).toEqual([{ one: 1 }]);
  });

  test('the other one answers where one takes no more than connections', async () => {
    const proxy = await TcpProxy.open(engine.url);
    onTestFinished(() => proxy.cut());
    const database = new Database(both(proxy.url, engine.url), 2);
    onTestFinished(() => database.close());
    stopClock();
    proxy.swallow();
    const swallowed = once(proxy, 'swallowed');
    const asking = ask(database);
    await swallowed;
    await vi.advanceTimersByTimeAsync(CONNECT_WITHIN);
    expect(await asking).toEqual([{ one: 1 }]);
  });

  test('a writer goes to the one that takes writing, and is told where none does', async () => {
    // All connections to the engine share its session.
    await engine.run('SET default_transaction_read_only = on');
    onTestFinished(async () => {
      await engine.run('SET default_transaction_read_only = off');
    });
    const database = new Database(both(engine.url, engine.url), 1);
    onTestFinished(() => database.close());
    expect(await ask(database)).toEqual([{ one: 1 }]);
    await expect(database.session()).rejects.toMatchObject({ code: 'index-unwritable' });
  });
});
