import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Health } from '../../src/optional/metrics/health.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { ASKED } from '../support/invented-articles.js';
import { botFolders, botSettings, discordWithCommands } from './support/bot-home.js';
import { BotProcess } from './support/bot-process.js';

const { station, bridge } = ASKED;
const UNKNOWN = 'Giá vàng hôm nay ở chợ Bến Thành là bao nhiêu?';

let discord: FakeDiscord;
let settings: Readonly<Record<string, string>>;
beforeEach(async () => {
  const [started, folders] = await Promise.all([discordWithCommands(), botFolders()]);
  discord = started;
  settings = { ...botSettings(folders, discord), METRICS_PORT: '0' };
});
afterEach(() => discord.stop());

/** Where a bot serves its metrics. */
async function addressOf(bot: BotProcess): Promise<string> {
  const { host, port } = await bot.logged('metrics served');
  expect(host).toBe('127.0.0.1');
  return `http://127.0.0.1:${String(port)}`;
}

/** The values of the bot's own metrics, by name and labels; those at 0 are left out. */
async function metricsAt(address: string): Promise<Map<string, number>> {
  const lines = (await (await fetch(`${address}/metrics`)).text()).split('\n');
  const values = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): [string, number] => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    });
  return new Map(values.filter(([, value]) => value !== 0));
}

async function healthAt(address: string): Promise<{ status: number; health: Health }> {
  const response = await fetch(`${address}/health`);
  return { status: response.status, health: (await response.json()) as Health };
}

test('the bot tells what it has answered and how it does, and nothing of who asked what', async () => {
  const { an, binh } = discord.users;
  const bot = await BotProcess.ready(settings);
  const address = await addressOf(bot);
  await discord.answerTo(discord.mention(an, discord.channels.general, station.question));
  await discord.slash(binh, 'ask', { question: bridge.question }).settled();
  await discord.slash(binh, 'ask', { question: UNKNOWN }).settled();

  const metrics = await metricsAt(address);
  const dealtWith = (way: string, ...outcomes: string[]) => {
    const counts = outcomes.map((one) =>
      metrics.get(`dan_nguon_questions_total{way="${way}",outcome="${one}"}`),
    );
    return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  };
  expect(dealtWith('mention', 'answered', 'perhaps')).toBe(1);
  expect(dealtWith('slash', 'answered', 'perhaps')).toBe(1);
  expect(dealtWith('slash', 'refused')).toBe(1);
  expect(metrics.get('dan_nguon_question_duration_seconds_count')).toBe(3);
  expect(metrics.get('dan_nguon_gateway_state{state="ready"}')).toBe(1);
  expect(metrics.get('dan_nguon_index_articles')).toBe(2);
  expect(metrics.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  const { status, health } = await healthAt(address);
  expect(status).toBe(200);
  expect(health).toMatchObject({ ok: true, gateway: 'ready' });
  expect(metrics.get(`dan_nguon_index_info{generation="${health.generation}",model="vi-en-mini"}`)).toBe(1);
  const age = metrics.get('dan_nguon_index_age_seconds') ?? Number.NaN;
  expect(Math.abs(health.ageSeconds - age)).toBeLessThan(60);

  const names = [...metrics.keys()].join('\n');
  for (const secret of [an.id, binh.id, discord.guildId, discord.token, 'Bến Thành']) {
    expect(names).not.toContain(secret);
  }
  bot.signal('SIGTERM');
  expect(await bot.ended).toEqual({ exitCode: 0, signal: null });
});

test('while the connection to Discord is lost, the bot is not well', async () => {
  const bot = await BotProcess.ready(settings);
  const address = await addressOf(bot);
  await discord.stop();
  await bot.logged('connection lost; connecting again');
  expect(await healthAt(address)).toMatchObject({
    status: 503,
    health: { ok: false, gateway: 'connecting' },
  });
});

test('a port that another program has ends the bot, before it logs in, with the setting to mend', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const port = String((other.address() as AddressInfo).port);
  const bot = BotProcess.start({ ...settings, METRICS_PORT: port, LOG_LEVEL: 'silent' });
  expect(await bot.ended).toEqual({ exitCode: 2, signal: null });
  expect(bot.stderr).toMatch(/^✗ METRICS_PORT: .*\n→ .*\n$/u);
  expect(bot.stderr).toContain(port);
  expect(discord.gatewayLog).toEqual([]);
});

test('one that stands by leaves the port to the bot that answers, and serves there when it takes over', async () => {
  const bot = await BotProcess.ready(settings);
  const address = await addressOf(bot);
  const standBy = BotProcess.start({ ...settings, METRICS_PORT: new URL(address).port });
  const notYet = 'another process has the port: metrics are served here when that ends';
  expect(await standBy.logged(notYet)).toMatchObject({ level: 40, port: Number(new URL(address).port) });
  await standBy.logged('stand-by: another process serves this shard');
  bot.signal('SIGTERM');
  await standBy.logged('bot ready');
  expect(await addressOf(standBy)).toBe(address);
  expect(await healthAt(address)).toMatchObject({ status: 200, health: { gateway: 'ready' } });
  expect(standBy.log.filter(({ msg }) => msg === notYet)).toHaveLength(1);
});
