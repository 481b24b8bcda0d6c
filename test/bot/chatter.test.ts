import { afterAll, beforeAll, expect, test } from 'vitest';
import { ASKED } from '../support/invented-articles.js';
import { textOf } from './support/message-view.js';
import { RunningBot } from './support/running-bot.js';

let bot: RunningBot;
beforeAll(async () => {
  bot = await RunningBot.start();
});
afterAll(() => bot.stop());

test('what people say below an answer without asking anything gets no reply', async () => {
  const { discord } = bot;
  const { an, binh } = discord.users;
  const answer = await discord.answerTo(
    discord.mention(an, discord.channels.general, ASKED.station.question),
  );
  const said = ['hihi', 'chịu luôn', 'để mai mình hỏi sếp', 'tin này lâu rồi mà'].map((text) =>
    discord.reply(binh, answer, text),
  );
  // The bot deals with messages in the order in which they come.
  const asked = discord.reply(binh, answer, ASKED.station.question);
  await discord.answerTo(asked);
  expect(discord.messages().filter(({ repliesTo }) => said.some((one) => one === repliesTo))).toEqual([]);
});

test('a greeting gets a line of the bot’s own with an example, and no excerpt', async () => {
  const { discord } = bot;
  const reply = await discord.answerTo(
    discord.mention(discord.users.chi, discord.channels.general, 'xin chào bot'),
  );
  expect(textOf(reply)).toContain('Xin chào!');
  expect(reply.embeds).toEqual([]);
});
