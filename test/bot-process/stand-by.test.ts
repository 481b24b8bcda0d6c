import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { textOf } from '../bot/support/message-view.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { runScript } from '../support/run-script.js';
import { ASKED } from '../support/invented-articles.js';
import { botFolders, botSettings, discordWithCommands } from './support/bot-home.js';
import { BotProcess } from './support/bot-process.js';

const { station, bridge } = ASKED;
/** Real milliseconds, on a crowded machine: two bots are started in one test. */
vi.setConfig({ testTimeout: 400_000 });

let discord: FakeDiscord;
let settings: ReturnType<typeof botSettings> & Readonly<Record<string, string>>;
beforeEach(async () => {
  const [started, folders] = await Promise.all([
    discordWithCommands({ identifyEveryMs: 2_000, patienceMs: 90_000 }),
    botFolders(),
  ]);
  discord = started;
  // What is read of passages takes most of an answer's time, and does not matter here.
  settings = { ...botSettings(folders, discord), READER_MODEL: 'off' };
});
afterEach(async () => {
  await discord.stop();
  expect(discord.violations).toEqual([]);
});

test('a second bot with the same token waits, says so, and answers in the place of the first when that is killed', async () => {
  const { an, binh } = discord.users;
  const { general } = discord.channels;
  const first = await BotProcess.ready({ ...settings, SHARD_LEASE: '4' });
  const second = BotProcess.start({
    ...settings,
    SHARD_LEASE: '4',
    HEALTH_FILE: `${settings.HEALTH_FILE}-2`,
    METRICS_PORT: '0',
  });
  expect(await second.logged('stand-by: another process serves this shard')).toMatchObject({
    level: 40,
    shard: 0,
    shards: 1,
    pid: first.pid,
  });
  const { port } = await second.logged('metrics served');
  const healthAt = async (page: string) => {
    const response = await fetch(`http://127.0.0.1:${String(port)}${page}`);
    return { status: response.status, ...((await response.json()) as object) };
  };
  expect(await healthAt('/health')).toMatchObject({ status: 200, ok: true, gateway: 'stand-by' });
  expect(await healthAt('/health/shards')).toMatchObject({
    status: 200,
    unserved: [],
    served: [{ shard: 0, pid: first.pid }],
  });
  expect(readFileSync(`${settings.HEALTH_FILE}-2`, 'utf8')).toContain('stand-by');
  expect(
    await runScript('scripts/health.ts', { settings: { HEALTH_FILE: `${settings.HEALTH_FILE}-2` } }),
  ).toEqual({
    exitCode: 0,
    stdout: 'The bot stands by: another process answers, and this one takes over when it ends.\n',
    stderr: '',
  });

  const asked = discord.mention(an, general, station.question);
  expect(textOf(await discord.answerTo(asked))).toContain(station.answer);

  first.signal('SIGKILL');
  await first.ended;
  const meanwhile = discord.dm(binh, bridge.question);
  expect(textOf(await discord.answerTo(meanwhile))).toContain(bridge.answer);
  expect(await second.logged('bot ready')).toBeDefined();
  for (const message of [asked, meanwhile]) {
    expect(discord.messages().filter(({ repliesTo }) => repliesTo === message)).toHaveLength(1);
  }
  expect(await healthAt('/health')).toMatchObject({ status: 200, gateway: 'ready' });
});

test('a bot that was frozen and taken over from answers nothing more, and stands by in its turn', async () => {
  const { an, binh, chi } = discord.users;
  const { general } = discord.channels;
  const quick = { ...settings, SHARD_LEASE: '3' };
  const first = await BotProcess.ready(quick);
  const second = BotProcess.start({ ...quick, HEALTH_FILE: `${settings.HEALTH_FILE}-2` });
  await second.logged('stand-by: another process serves this shard');
  first.signal('SIGSTOP');
  const asked = [
    discord.mention(an, general, station.question),
    discord.mention(binh, general, bridge.question),
  ];
  for (const message of asked) await discord.answerTo(message);
  await second.logged('bot ready');
  first.signal('SIGCONT');
  await first.logged('shard lost: another process may serve it');
  await first.logged('stand-by: another process serves this shard');
  const last = discord.mention(chi, general, station.question);
  expect(textOf(await discord.answerTo(last))).toContain(station.answer);
  for (const message of [...asked, last]) {
    expect(discord.messages().filter(({ repliesTo }) => repliesTo === message)).toHaveLength(1);
  }
});
