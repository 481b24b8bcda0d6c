import { expect, onTestFinished, test } from 'vitest';
import { textOf } from '../bot/support/message-view.js';
import { ASKED, INVENTED } from '../support/invented-articles.js';
import { writeArticles } from '../support/program-folders.js';
import { botFolders, botSettings, discordWithCommands } from './support/bot-home.js';
import { BotProcess } from './support/bot-process.js';

// The other tests start them compiled.
test('every process and thread of the bot runs from its source', async () => {
  const [discord, folders] = await Promise.all([discordWithCommands({ shards: 1 }), botFolders()]);
  onTestFinished(() => discord.stop());
  const settings = { ...botSettings(folders, discord), SHARDS: '1' };
  const bot = BotProcess.start(settings, ['--import', 'tsx', 'src/sharded.ts']);
  await bot.logged('shards ready');

  await writeArticles(folders.articlesDir, { 'gom.md': INVENTED.pottery });
  const reindex = discord.slash(discord.users.an, 'reindex');
  await bot.logged('index taken up');
  expect(textOf(await reindex.settled())).toContain('1 mới');
  const question = discord.dm(discord.users.an, ASKED.pottery.question);
  expect(textOf(await discord.answerTo(question))).toContain(ASKED.pottery.answer);

  bot.signal('SIGTERM');
  expect(await bot.ended).toEqual({ exitCode: 0, signal: null });
});
