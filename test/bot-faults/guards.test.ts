import { afterEach, expect, test } from 'vitest';
import type { Category } from '../discord/world/entities.js';
import { textOf } from '../bot/support/message-view.js';
import { ANSWER } from './support/staged-answering.js';
import { StagedBot } from './support/staged-bot.js';

const QUESTION = 'Ai gác đèn biển Mũi Cò?';

let staged: StagedBot;
afterEach(() => staged.close());

test('a category that is allowed allows its channels and their threads, and no others', async () => {
  let category: Category | undefined;
  staged = await StagedBot.open({
    prepare: (discord) => {
      category = discord.addCategory('Hỏi đáp');
      return { ALLOWED_CHANNELS: category.id };
    },
  });
  const { discord } = staged;
  const { an } = discord.users;
  const channel = discord.addChannel('hoi', category);
  const thread = discord.addThread(channel, 'Chuyện hỏi');
  for (const place of [channel, thread]) {
    expect(textOf(await discord.answerTo(discord.mention(an, place, QUESTION)))).toContain(ANSWER);
    const asked = discord.slash(an, 'ask', { question: QUESTION }, { channel: place });
    expect(textOf(await asked.settled())).toContain(ANSWER);
  }
  const refused = await discord.slash(an, 'ask', { question: QUESTION }).settled();
  expect(refused.content).toContain('Ở kênh này bot không trả lời');
  // A category is no channel to be sent to, and nothing is wrong with the setting.
  expect(staged.troubles).toEqual([]);
});

test('one person has a share of what waits, however they ask; others are not kept from asking', async () => {
  staged = await StagedBot.open();
  const { discord } = staged;
  const { an, binh } = discord.users;
  const release = staged.answering.hold();
  const asked = [
    discord.slash(an, 'ask', { question: QUESTION }),
    discord.slash(an, 'search', { query: 'đèn' }),
    discord.slash(an, 'ask', { question: QUESTION }),
  ];
  await Promise.all(asked.map((one) => one.acknowledged()));
  const mentions = [staged.ask(), staged.ask()];
  await discord.until('the bot to type', () => discord.typing.length === 2);
  const many = await discord.slash(an, 'ask', { question: QUESTION }).settled();
  expect(many.content).toContain('Bạn đang có nhiều câu chờ trả lời rồi.');
  expect((await discord.answerTo(staged.ask())).content).toBe(many.content);
  const other = discord.slash(binh, 'ask', { question: QUESTION });
  release();
  expect(textOf(await other.settled())).toContain(ANSWER);
  for (const mention of mentions) expect(textOf(await discord.answerTo(mention))).toContain(ANSWER);
  expect(textOf(await discord.slash(an, 'ask', { question: QUESTION }).settled())).toContain(ANSWER);
});

test('a question that is forwarded to the bot is answered as if it had been typed', async () => {
  staged = await StagedBot.open();
  const { discord } = staged;
  expect(textOf(await discord.answerTo(discord.forward(discord.users.an, QUESTION)))).toContain(ANSWER);
});
