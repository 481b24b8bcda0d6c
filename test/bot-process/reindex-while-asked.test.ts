import { afterEach, beforeEach, expect, test } from 'vitest';
import { textOf } from '../bot/support/message-view.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { ASKED, INVENTED } from '../support/invented-articles.js';
import { writeArticles, type ProgramFolders } from '../support/program-folders.js';
import { runScript } from '../support/run-script.js';
import { botFolders, botSettings, discordWithCommands } from './support/bot-home.js';
import { BotProcess } from './support/bot-process.js';

const QUESTIONS = 50;
/** Milliseconds that Discord gives for a first response. */
const DEADLINE = 3_000;

let discord: FakeDiscord;
let folders: ProgramFolders;
beforeEach(async () => {
  [discord, folders] = await Promise.all([discordWithCommands(), botFolders()]);
});
afterEach(async () => {
  await discord.stop();
  expect(discord.violations).toEqual([]);
});

test('questions are answered in time while a script reindexes, none is lost, and what is new is taken up', async () => {
  const bot = await BotProcess.ready(botSettings(folders, discord));
  const { an } = discord.users;
  await writeArticles(folders.articlesDir, { 'gom.md': INVENTED.pottery });
  const known = [ASKED.station, ASKED.bridge];
  let asked = 0;
  // One is asked as soon as another is answered, so that some are under way at every moment until the index is exchanged.
  const lane = async (isOver: () => boolean, at: number) => {
    const person = discord.addUser({ username: `lane${at}` });
    while (asked < QUESTIONS || !isOver()) {
      const { question, answer } = known[asked++ % known.length] ?? ASKED.station;
      const interaction = discord.slash(person, 'ask', { question });
      expect(textOf(await interaction.settled())).toContain(answer);
      expect((await interaction.acknowledged()).ms).toBeLessThan(DEADLINE);
    }
  };
  let isTakenUp = false;
  const lanes = Array.from({ length: 8 }, (_, at) => lane(() => isTakenUp, at));
  const reindex = async () => {
    const run = await runScript('scripts/reindex.ts', { settings: folders.settings });
    expect(run).toMatchObject({ exitCode: 0 });
    expect(await bot.logged('index taken up')).toMatchObject({ articles: 3 });
    isTakenUp = true;
  };

  await Promise.all([...lanes, reindex()]);
  expect(asked).toBeGreaterThanOrEqual(QUESTIONS);
  const news = await discord.slash(an, 'ask', { question: ASKED.pottery.question }).settled();
  expect(textOf(news)).toContain(ASKED.pottery.answer);
  expect(bot.log.filter(({ level }) => level >= 40)).toEqual([]);
});
