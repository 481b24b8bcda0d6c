import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import { Application } from '../../src/application.js';
import { parseSettings } from '../../src/config/settings.js';
import type { Health } from '../../src/optional/metrics/health.js';
import { DatabaseLeases } from '../../src/optional/postgres/database-leases.js';
import { migrate } from '../../src/optional/postgres/tables.js';
import { ShardLease, leaseTimes } from '../../src/optional/sharding/shard-lease.js';
import { textOf } from '../bot/support/message-view.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { answersOf } from '../support/answer-records.js';
import { ASKED } from '../support/invented-articles.js';
import { serverPrograms, startServer, type PostgresServer } from '../support/postgres-cluster.js';
import { startEngine, type TestDatabase } from '../support/postgres-server.js';
import type { ProgramFolders } from '../support/program-folders.js';
import { runScript } from '../support/run-script.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { botFolders, botSettings, discordWithCommands } from './support/bot-home.js';
import { BotProcess } from './support/bot-process.js';

const { station, bridge } = ASKED;
const PROGRAMS = await serverPrograms();
const PASSWORD = 'made-up-password';
const SILENT = 'Cơ sở dữ liệu chứa chỉ mục không trả lời.';
/** Milliseconds within which somebody who asks is told, and a process that is told to stop has ended. */
const TOLD_WITHIN = 10_000;
const ENDED_WITHIN = 5_000;

/** Real milliseconds, on a crowded machine. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 120_000 });

let discord: FakeDiscord;
let folders: ProgramFolders;
let settings: ReturnType<typeof botSettings> & Readonly<Record<string, string>>;
beforeEach(async () => {
  [discord, folders] = await Promise.all([discordWithCommands(), botFolders()]);
  // What is read of passages takes most of an answer's time, and does not matter here.
  settings = { ...botSettings(folders, discord), METRICS_PORT: '0', READER_MODEL: 'off' };
});
afterEach(async () => {
  await discord.stop();
  expect(discord.violations).toEqual([]);
});

/** Has a database hold the index of the test's articles. */
async function prepare(url: string): Promise<void> {
  await migrate(url);
  const application = await Application.open(
    parseSettings({ ...folders.settings, INDEX_URL: url, READER_MODEL: 'off' }),
  );
  await application.reindex();
  await application.close();
}

/** The address with another user; whoever asks is trusted, whatever the password. */
const asUser = (url: string, user: string) => url.replace(/(?<=\/\/)[^@]+/u, `${user}:${PASSWORD}`);

function ask({ question }: { readonly question: string }) {
  return discord.answerTo(discord.mention(discord.users.an, discord.channels.general, question));
}

async function timed<T>(work: Promise<T>): Promise<[T, number]> {
  const began = performance.now();
  return [await work, performance.now() - began];
}

/**
 * A bot asked while its database takes everything and says nothing: it tells whoever asks, and /health; it answers again when the database does, and
 * ends at once when it is told to, though the database has fallen silent again that moment.
 */
async function servesThroughSilence(url: string, freeze: () => void, thaw: () => void): Promise<void> {
  const bot = await BotProcess.ready({ ...settings, INDEX_URL: url });
  onTestFinished(thaw);
  const { port } = await bot.logged('metrics served');
  const health = async () => {
    const response = await fetch(`http://127.0.0.1:${String(port)}/health`);
    return { status: response.status, ...((await response.json()) as Health) };
  };
  expect(textOf(await ask(station))).toContain(station.answer);
  expect(await health()).toMatchObject({ status: 200, database: 'working' });

  freeze();
  const [told, after] = await timed(ask(bridge));
  expect(textOf(told)).toContain(SILENT);
  expect(after).toBeLessThan(TOLD_WITHIN);
  expect(await health()).toMatchObject({ status: 503, ok: false, gateway: 'ready', database: 'failing' });
  thaw();
  await expect.poll(health, { timeout: TOLD_WITHIN }).toMatchObject({ status: 200, database: 'working' });
  expect(textOf(await ask(bridge))).toContain(bridge.answer);

  freeze();
  bot.signal('SIGTERM');
  const [ending, endedAfter] = await timed(bot.ended);
  expect(ending).toEqual({ exitCode: 0, signal: null });
  expect(bot.stderr).not.toContain(PASSWORD);
  expect(endedAfter).toBeLessThan(ENDED_WITHIN);
}

if (PROGRAMS === null) {
  test('a bot whose database says nothing tells so within ten seconds, and ends within five; NO SERVER IN TEST_POSTGRES_URL WHOSE PROGRAMS ARE HERE, so a proxy stands in for what freezes, and nothing is promoted', async () => {
    const engine: TestDatabase = await startEngine();
    onTestFinished(() => engine.close());
    await prepare(engine.url);
    const proxy = await TcpProxy.open(engine.url);
    onTestFinished(() => proxy.cut());
    await servesThroughSilence(
      proxy.url,
      () => {
        proxy.hold();
      },
      () => {
        proxy.through();
      },
    );
  });
} else {
  describe('with a real server', () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startServer(PROGRAMS);
      await server.run('CREATE ROLE reader LOGIN');
    });
    afterAll(() => server.close());
    beforeEach(async () => {
      await server.clear();
      await prepare(server.url);
      await server.run(`
        GRANT USAGE ON SCHEMA dan_nguon TO reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA dan_nguon TO reader;
      `);
    });

    test.each([
      ['and hold the leases of its shards', 'postgres'],
      ['which the bot may only read', 'reader'],
    ])('the server’s processes may freeze, %s', async (_, user) => {
      await servesThroughSilence(
        asUser(server.url, user),
        () => {
          server.signal('SIGSTOP');
        },
        () => {
          server.signal('SIGCONT');
        },
      );
    });

    test('a role with SELECT alone does for whoever only reads', async () => {
      const reading = { ...folders.settings, INDEX_URL: asUser(server.url, 'reader') };
      const { question, answer } = station;
      const run = (script: string, args: string[] = [], input = '') =>
        runScript(script, { settings: reading, args, input });
      const asked = await run('scripts/ask.ts', ['--json', question]);
      expect(asked).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.stringify(answersOf(asked))).toContain(answer);
      const chat = await run('src/main.ts', [], `${question}\n/search cầu treo\n`);
      expect(chat).toMatchObject({ exitCode: 0, stderr: '' });
      expect(chat.stdout).toContain(answer);
      expect(chat.stdout).toContain('Khe Đước');
      expect(await run('scripts/doctor.ts')).toMatchObject({ exitCode: 0 });
      const refused = await run('scripts/reindex.ts', ['--full']);
      expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
      expect(refused.stderr).toMatch(/^✗ This user may not do that .*\n→ .*\n$/u);
    });

    test('leases are kept where they can be written, whichever server is named first', async () => {
      const standBy = await server.standBy();
      onTestFinished(() => standBy.close());
      const leases = await DatabaseLeases.open(both(standBy, server), 'a-bot', leaseTimes(60_000));
      onTestFinished(() => leases.close());
      expect(await leases.take({ id: 0, count: 1 })).toBeInstanceOf(ShardLease);
      // Nobody knows whether the other one, which cannot be reached, would take them.
      const dead = await server.standBy();
      await dead.close();
      await expect(
        DatabaseLeases.open(both(standBy, dead), 'a-bot', leaseTimes(60_000)),
      ).rejects.toMatchObject({ code: 'database-unreachable' });
    });

    test('a bot goes on with the stand-by server when the primary dies, and so does whoever asks', async () => {
      const primary = await startServer(PROGRAMS);
      onTestFinished(() => primary.close());
      await prepare(primary.url);
      const standBy = await primary.standBy();
      onTestFinished(() => standBy.close());
      const INDEX_URL = both(primary, standBy);
      const bot = await BotProcess.ready({ ...settings, INDEX_URL });
      expect(textOf(await ask(station))).toContain(station.answer);
      const held = async () =>
        (await standBy.run(`SELECT pid, expires_at FROM dan_nguon.shard_leases`))[0] as
          { pid: number; expires_at: Date } | undefined;
      await expect.poll(held).toMatchObject({ pid: bot.pid });

      primary.signal('SIGKILL');
      const asked = await runScript('scripts/ask.ts', {
        settings: { ...folders.settings, INDEX_URL },
        args: ['--json', bridge.question],
      });
      expect(JSON.stringify(answersOf(asked))).toContain(bridge.answer);
      const before = await held();
      await standBy.promote();
      // What was connected to the primary may have to fail first.
      await ask(bridge);
      expect(textOf(await ask(bridge))).toContain(bridge.answer);
      await expect
        .poll(async () => Number((await held())?.expires_at), { timeout: TOLD_WITHIN })
        .toBeGreaterThan(Number(before?.expires_at));
      expect(bot.log.map(({ msg }) => msg)).not.toContain('shard lost: another process may serve it');
      bot.signal('SIGTERM');
      expect(await bot.ended).toEqual({ exitCode: 0, signal: null });
    });
  });
}

/** As INDEX_URL, one server and another. */
function both(first: PostgresServer, second: PostgresServer): string {
  return first.url.replace(/@([^/]+)/u, `@$1,${new URL(second.url).host}`);
}
