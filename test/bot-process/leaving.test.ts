import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { ButtonStyle, ComponentType } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatCustomId } from '../../src/discord/interactions/custom-id.js';
import { NO_FILTER } from '../../src/discord/features/filter.js';
import { cardsOf, idOf, textOf } from '../bot/support/message-view.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { ASKED } from '../support/invented-articles.js';
import type { ProgramFolders } from '../support/program-folders.js';
import { botFolders, botSettings, discordWithCommands } from './support/bot-home.js';
import { BotProcess } from './support/bot-process.js';

const { station, bridge } = ASKED;
/** The edits by which commands are answered. */
const EDITS = { method: 'PATCH', path: /^\/webhooks\// } as const;
/** What a bot asks first. */
const LOGIN = { path: /^\/gateway\/bot$/u } as const;
const LEFT_WELL = { exitCode: 0, signal: null };

let discord: FakeDiscord;
let folders: ProgramFolders;
let settings: ReturnType<typeof botSettings>;
beforeEach(async () => {
  [discord, folders] = await Promise.all([discordWithCommands(), botFolders()]);
  settings = botSettings(folders, discord);
});
afterEach(async () => {
  await discord.stop();
  expect(discord.violations).toEqual([]);
});

const ask = (question: string) => discord.slash(discord.users.an, 'ask', { question });

/** A question whose answer is on its way to Discord and does not arrive before the gate is released. */
async function questionUnderWay() {
  const gate = discord.delay(EDITS);
  const asked = ask(bridge.question);
  await discord.until('an answer on its way', () => gate.held === 1);
  return { gate, asked };
}

test('a bot that is told to leave finishes what it has begun, and its successor goes on with all that it said', async () => {
  const { an, binh } = discord.users;
  const filesBefore = await readdir(folders.indexDir);
  const bot = await BotProcess.ready(settings);
  const command = await ask(station.question).settled();
  expect(existsSync(settings.HEALTH_FILE)).toBe(true);
  const question = discord.mention(an, discord.channels.general, station.question);
  const mention = await discord.answerTo(question);
  const { gate, asked } = await questionUnderWay();
  const successor = BotProcess.start({ ...settings, LOG_QUESTIONS: 'true' });
  await successor.logged('stand-by: another process serves this shard');

  bot.signal('SIGTERM');
  await bot.logged('bot stopping');
  expect(existsSync(settings.HEALTH_FILE)).toBe(false);
  const late = await discord.slash(binh, 'ask', { question: bridge.question }).settled();
  expect([late.ephemeralFor, late.content]).toEqual([
    binh,
    'Bot đang khởi động lại. Bạn hỏi lại sau giây lát nhé.',
  ]);
  expect((await discord.answerTo(discord.dm(binh, bridge.question))).content).toBe(late.content);

  gate.release();
  expect(await bot.ended).toEqual(LEFT_WELL);
  await successor.logged('bot ready');
  expect(textOf(await asked.settled())).toContain(bridge.answer);
  expect(bot.log.at(-1)?.msg).toBe('bot stopped');
  expect(discord.gatewayLog.filter(({ what }) => what === 'close')).toMatchObject([{ detail: '1000' }]);
  expectDiscreet(bot, true);

  const more = await discord.press(binh, command, 'Xem thêm đoạn').settled();
  expect(more.ephemeralFor).toBe(binh);
  const context = await discord.press(binh, mention, 'Ngữ cảnh').settled();
  expect(cardsOf(context)).toContain(station.answer);
  const article = await discord.press(binh, context, 'Đọc cả bài').settled();
  expect(cardsOf(article)).toContain(station.answer);
  const rated = await discord.press(binh, command, idOf(command, '👍')).settled();
  expect(rated.content).toBe('Cảm ơn bạn!');
  const page = formatCustomId({ action: { kind: 'answer', page: 1, filter: NO_FILTER }, owner: null });
  const turn = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: '›', custom_id: page };
  const components = [{ type: ComponentType.ActionRow, components: [turn] }];
  const old = discord.plant(discord.channels.general, { repliesTo: question, components });
  await discord.press(binh, old, '›').settled();
  expect(textOf(old)).toContain(station.answer);
  const followUp = await discord.answerTo(discord.reply(an, mention, 'Bà được bổ nhiệm khi nào?'));
  expect(cardsOf(followUp)).toContain(station.answer);

  successor.signal('SIGTERM');
  expect(await successor.ended).toEqual(LEFT_WELL);
  expect(await readdir(folders.indexDir)).toEqual(filesBefore);
  expectDiscreet(successor, false);
  expect(successor.stderr).toContain('Bà được bổ nhiệm khi nào?');
});

/** The log is lines of JSON with ids and times, and holds no secret; and no question unless that is wanted. */
function expectDiscreet(bot: BotProcess, withoutQuestions: boolean): void {
  const answered = bot.log.filter(({ msg }) => msg === 'interaction answered' || msg === 'message answered');
  expect(answered.length).toBeGreaterThan(1);
  for (const line of answered) {
    expect(line['interaction'] ?? line['message']).toMatch(/^\d{17,20}$/u);
    expect(line['ms']).toBeTypeOf('number');
  }
  const tokens = discord.requests.flatMap(
    ({ path }) => /^\/(?:interactions|webhooks)\/\d+\/([^/]+)/u.exec(path)?.[1] ?? [],
  );
  expect(tokens.length).toBeGreaterThan(1);
  for (const secret of [discord.token, ...new Set(tokens)]) expect(bot.stderr).not.toContain(secret);
  if (withoutQuestions) {
    for (const { question } of [station, bridge]) expect(bot.stderr).not.toContain(question);
  }
  expect(bot.stdout).toBe('');
}

describe('a signal', () => {
  test('while the bot is starting ends it at once', async () => {
    const gate = discord.delay(LOGIN);
    const bot = BotProcess.start(settings);
    await discord.until('the bot to ask for the gateway', () => gate.held === 1);
    bot.signal('SIGTERM');
    expect(await bot.ended).toEqual(LEFT_WELL);
    expect(bot.stderr).toBe('');
  });

  test('that comes twice does not wait for what was begun', async () => {
    const bot = await BotProcess.ready(settings);
    await questionUnderWay();
    bot.signal('SIGINT');
    await bot.logged('bot stopping');
    bot.signal('SIGINT');
    expect(await bot.ended).toEqual({ exitCode: 130, signal: null });
  });
});
