import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Health } from '../../src/optional/metrics/health.js';
import { textOf } from '../bot/support/message-view.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { ASKED } from '../support/invented-articles.js';
import { botFolders, botSettings, discordWithCommands } from './support/bot-home.js';
import { BotProcess } from './support/bot-process.js';

const BY_WORDS = 'lần này bot chỉ tìm theo từ khóa';

let discord: FakeDiscord;
let settings: Readonly<Record<string, string>>;
beforeEach(async () => {
  const [started, folders] = await Promise.all([discordWithCommands(), botFolders()]);
  discord = started;
  settings = { ...botSettings(folders, discord), READER_MODEL: 'off', METRICS_PORT: '0' };
});
afterEach(() => discord.stop());

test('a question whose models die under it is answered by its words and says so; /health tells; others are there soon', async () => {
  const { an, binh } = discord.users;
  const { station, bridge } = ASKED;
  const bot = await BotProcess.ready(settings);
  const { port } = await bot.logged('metrics served');
  const health = async () =>
    (await (await fetch(`http://127.0.0.1:${String(port)}/health`)).json()) as Health;
  expect(await health()).toMatchObject({ ok: true, models: 'working', reader: 'off' });

  // They stand still, so that the question waits for them for sure.
  bot.signalModels('SIGSTOP');
  const asked = discord.slash(an, 'ask', { question: bridge.question });
  await asked.acknowledged();
  bot.signalModels('SIGKILL');
  const answer = textOf(await asked.settled());
  expect(answer).toContain(bridge.answer);
  expect(answer).toContain(BY_WORDS);
  await vi.waitUntil(async () => (await health()).models === 'working', { timeout: 60_000, interval: 200 });
  const next = textOf(await discord.slash(binh, 'ask', { question: station.question }).settled());
  expect(next).toContain(station.answer);
  expect(next).not.toContain(BY_WORDS);
});
