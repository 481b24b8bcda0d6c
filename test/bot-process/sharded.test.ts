import { statSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { shardHealthFile } from '../../src/optional/sharding/run-shards.js';
import { textOf } from '../bot/support/message-view.js';
import { shardOf } from '../discord/gateway/shard.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { ASKED } from '../support/invented-articles.js';
import { compiledProgram } from '../support/compiled-program.js';
import { botFolders, botSettings, discordWithCommands } from './support/bot-home.js';
import { BotProcess } from './support/bot-process.js';

const { station, bridge } = ASKED;
const PROGRAM = compiledProgram('src/sharded.ts');
const SHARDS = 3;
/** Real milliseconds, on a crowded machine: four bots are started in one test. */
const TEST_TIMEOUT = 400_000;
const ALL = [0, 1, 2].map((id) => [id, SHARDS]);

vi.setConfig({ testTimeout: TEST_TIMEOUT });

let discord: FakeDiscord;
let settings: ReturnType<typeof botSettings>;
beforeEach(async () => {
  const [started, folders] = await Promise.all([
    discordWithCommands({ shards: SHARDS, maxConcurrency: SHARDS, patienceMs: 120_000 }),
    botFolders(),
  ]);
  discord = started;
  settings = botSettings(folders, discord);
});
afterEach(async () => {
  await discord.stop();
  expect(discord.violations).toEqual([]);
});

/** The process of a shard that has logged in last. */
function processOf(bot: BotProcess, shard: number): number {
  const ready = bot.log.filter((line) => line.msg === 'bot ready' && line['shard'] === shard).at(-1);
  return Number(ready?.['pid']);
}

async function started(bot: BotProcess, shards: number): Promise<void> {
  for (let nth = 1; nth <= shards; nth++) await bot.logged('bot ready', nth);
  await bot.logged('shards ready');
}

async function status(): Promise<string> {
  return textOf(await discord.slash(discord.users.chi, 'status').settled());
}

test('three shards answer as one bot, and one that is killed is started again', async () => {
  const { an, binh } = discord.users;
  const mention = () => discord.answerTo(discord.mention(an, discord.channels.general, station.question));
  const guildShard = shardOf(discord.guildId, SHARDS);
  const bot = BotProcess.start({ ...settings, METRICS_PORT: '0' }, PROGRAM);
  await started(bot, SHARDS);
  expect(discord.shardsOnline).toEqual(ALL);

  const asked = discord.mention(an, discord.channels.general, station.question);
  expect(textOf(await discord.answerTo(asked))).toContain(station.answer);
  expect(textOf(await discord.answerTo(discord.dm(binh, bridge.question)))).toContain(bridge.answer);
  expect(discord.messages().filter(({ repliesTo }) => repliesTo === asked)).toHaveLength(1);
  expect(await bot.logged('message answered')).toMatchObject({ shard: guildShard });
  expect(await bot.logged('message answered', 2)).toMatchObject({ shard: 0 });
  const whole = await status();
  expect(whole).toContain('3 of 3 connected');
  for (const [id] of ALL)
    expect(whole).toContain(`#${String(id)}: ${id === guildShard ? '1 server' : '0 servers'}`);
  const ports = bot.log.filter(({ msg }) => msg === 'metrics served').map((line) => line['port']);
  expect(new Set(ports).size).toBe(SHARDS);

  const other = (guildShard + 1) % SHARDS;
  const killed = processOf(bot, other);
  process.kill(killed, 'SIGKILL');
  expect(await bot.logged('a shard died; starting it again')).toMatchObject({
    shard: other,
    signal: 'SIGKILL',
  });
  expect(await status()).toContain(`2 of 3 connected to Discord\n#${other}: not connected`);
  expect(textOf(await mention())).toContain(station.answer);
  await bot.logged('bot ready', SHARDS + 1);
  // The session of the one that died is caught up with beside the new one.
  await discord.until('the old session to end', () => discord.shardsOnline.length === SHARDS);
  expect(discord.shardsOnline).toEqual(ALL);
  expect(processOf(bot, other)).not.toBe(killed);
  expect(await status()).toContain('3 of 3 connected');

  const ids = ALL.map(([id = 0]) => id);
  for (const id of ids) expect(statSync(shardHealthFile(settings.HEALTH_FILE, id)).size).toBeGreaterThan(0);

  bot.signal('SIGTERM');
  expect(await bot.ended).toEqual({ exitCode: 0, signal: null });
  expect(
    bot.log
      .filter(({ msg }) => msg === 'bot stopped')
      .map((line) => Number(line['shard']))
      .sort(),
  ).toEqual(ids);
  expect(discord.shardsOnline).toEqual([]);
});

test('shards do not outlive what has started them', async () => {
  const bot = BotProcess.start({ ...settings, SHARDS: '2' }, PROGRAM);
  await started(bot, 2);
  bot.signal('SIGKILL');
  await discord.until('the shards to leave', () => discord.shardsOnline.length === 0);
  expect(await bot.ended).toEqual({ exitCode: null, signal: 'SIGKILL' });
  expect(bot.log.filter(({ msg }) => msg === 'bot stopped')).toHaveLength(2);
});

test('a shard that cannot start ends the bot with its two lines', async () => {
  const bot = BotProcess.start(
    { ...settings, SHARDS: '1', INDEX_DIR: `${settings.INDEX_DIR}-of-nobody`, LOG_LEVEL: 'error' },
    PROGRAM,
  );
  expect(await bot.ended).toEqual({ exitCode: 2, signal: null });
  expect(bot.stderr).toMatch(/^✗ .+\n→ .*npm run reindex.*\n$/u);
});
