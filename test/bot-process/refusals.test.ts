import { readdir, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { makeForeign } from '../support/foreign-index.js';
import { textOf } from '../bot/support/message-view.js';
import { ASKED } from '../support/invented-articles.js';
import type { ProgramFolders } from '../support/program-folders.js';
import { botFolders, botSettings, discordWithCommands } from './support/bot-home.js';
import { BotProcess } from './support/bot-process.js';
import { MADE_UP_TOKEN } from '../support/made-up-token.js';

/** One line that says what is wrong, one that says what to do. */
const TWO_LINES = /^✗ .+\n→ .+\n$/u;

let discord: FakeDiscord;
let folders: ProgramFolders;
beforeEach(async () => {
  [discord, folders] = await Promise.all([discordWithCommands(), botFolders()]);
});
afterEach(() => discord.stop());

/** What the bot says in the end, with these settings over its own, and that it ends because nothing can be done without a person. */
async function refusal(settings: Readonly<Record<string, string>> = {}): Promise<string> {
  const bot = BotProcess.start({ ...botSettings(folders, discord), ...settings });
  expect(await bot.ended).toEqual({ exitCode: 2, signal: null });
  expect(bot.stdout).toBe('');
  expect(bot.stderr).toMatch(TWO_LINES);
  return bot.stderr;
}

describe('the bot ends with two plain lines and exit code 2', () => {
  test('when Discord does not take its token, which it does not repeat', async () => {
    const token = MADE_UP_TOKEN;
    const lines = await refusal({ DISCORD_TOKEN: token });
    expect(lines).toContain('DISCORD_TOKEN');
    expect(lines).not.toContain(token.slice(0, 20));
  });

  test('when there is no Discord', async () => {
    expect(await refusal({ DISCORD_API_URL: 'http://127.0.0.1:9/api' })).toContain('DISCORD_API_URL');
  });

  test('when there is no index', async () => {
    await rm(folders.indexDir, { recursive: true });
    expect(await refusal()).toContain('npm run reindex');
    expect(discord.gatewayLog).toEqual([]);
  });

  test('when the index is of another model', async () => {
    await makeForeign(folders.indexDir, 'Lương Thị Hạc', 'Phạm Thị Nhàn');
    expect(await refusal()).toContain('npm run reindex');
  });

  test('when the index is damaged', async () => {
    const generations = path.join(folders.indexDir, 'generations');
    const [generation = ''] = await readdir(generations);
    const files = await readdir(path.join(generations, generation));
    await Promise.all(files.map((file) => truncate(path.join(generations, generation, file), 10)));
    expect(await refusal()).toContain('npm run reindex -- --full');
  });
});

test('a token that is revoked while the bot runs ends it likewise, after what it was doing', async () => {
  const settings = botSettings(folders, discord);
  const bot = await BotProcess.ready(settings);
  const question = discord.dm(discord.users.an, ASKED.station.question);
  expect(textOf(await discord.answerTo(question))).toContain(ASKED.station.answer);
  discord.revokeToken();
  expect(await bot.ended).toEqual({ exitCode: 2, signal: null });
  const [wrong = '', todo = ''] = bot.stderr.trimEnd().split('\n').slice(-2);
  expect(`${wrong}\n${todo}\n`).toMatch(TWO_LINES);
  expect(wrong).toContain('DISCORD_TOKEN');
  expect(bot.stderr).not.toContain(discord.token);
});
