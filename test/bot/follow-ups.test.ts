import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeDiscord } from '../discord/fake-discord.js';
import type { Message } from '../discord/world/message.js';
import { RunningBot } from './support/running-bot.js';

const BOATS = {
  first: 'Đội nào thắng hội đua ghe Bến Trăng năm 2035?',
  winners: { 2035: 'Cá Kình', 2036: 'Chim Sắt', 2037: 'Sao Hôm' },
};
const KITES = {
  first: 'Nhóm nào thắng hội thả diều đồi Sim năm 2035?',
  winners: { 2035: 'Gió Lào', 2036: 'Mắt Lưới', 2037: 'Bông Lau' },
};

let bot: RunningBot;
let discord: FakeDiscord;
beforeAll(async () => {
  bot = await RunningBot.start();
  discord = bot.discord;
});
afterAll(() => bot.stop());

/** What an answer says before its excerpts. */
const saidIn = ({ content }: Message) => content.replaceAll('*', '');

test('the first answer is still there to go on from after another', async () => {
  const { an, binh } = discord.users;
  const one = await discord.answerTo(discord.mention(an, discord.channels.general, BOATS.first));
  await discord.answerTo(discord.reply(binh, one, 'còn năm 2036 thì sao?'));
  const other = await discord.answerTo(discord.reply(an, one, 'còn năm 2037 thì sao?'));
  expect(saidIn(other)).toContain(BOATS.winners[2037]);
});

describe.each([BOATS, KITES])('after “$first”', ({ first, winners }) => {
  test('a reply to the answer, and one to the answer to that, are understood in a channel', async () => {
    const { an, binh } = discord.users;
    const one = await discord.answerTo(discord.mention(an, discord.channels.general, first));
    expect(saidIn(one)).toContain(winners[2035]);
    const two = await discord.answerTo(discord.reply(binh, one, 'còn năm 2036 thì sao?'));
    expect(saidIn(two)).toContain(winners[2036]);
    const three = await discord.answerTo(discord.reply(an, two, 'thế còn 2037?'));
    expect(saidIn(three)).toContain(winners[2037]);
  });

  test('so they are in direct messages', async () => {
    const { chi } = discord.users;
    const one = await discord.answerTo(discord.dm(chi, first));
    const two = await discord.answerTo(discord.reply(chi, one, 'còn năm 2036 thì sao?'));
    expect(saidIn(two)).toContain(winners[2036]);
    const three = await discord.answerTo(discord.reply(chi, two, 'thế còn 2037?'));
    expect(saidIn(three)).toContain(winners[2037]);
  });

  test('and below the answer to a command, whose question stands in its first line', async () => {
    const { an } = discord.users;
    const one = await discord.slash(an, 'ask', { question: first }).settled();
    const two = await discord.answerTo(discord.reply(an, one, 'còn năm 2036 thì sao?'));
    expect(saidIn(two)).toContain(winners[2036]);
  });
});

test('a reply with a question of its own is not mixed up with the one before', async () => {
  const { an } = discord.users;
  const first = await discord.answerTo(discord.mention(an, discord.channels.general, BOATS.first));
  const other = await discord.answerTo(
    discord.reply(an, first, 'Nghệ nhân nào giữ lửa lò gốm cổ nhất làng gốm Bến Lở?'),
  );
  expect(saidIn(other)).toContain('Quách Văn Thung');
});

test('more passages below a follow-up are for the question as it was understood', async () => {
  const { an } = discord.users;
  const one = await discord.answerTo(discord.mention(an, discord.channels.general, KITES.first));
  const two = await discord.answerTo(discord.reply(an, one, 'còn năm 2036 thì sao?'));
  const more = await discord.press(an, two, 'Xem thêm đoạn').settled();
  // It stands in the first line, for the buttons below to go by.
  const [line = ''] = more.content.split('\n', 1);
  expect(line).toMatch(/^> /u);
  expect(line).toContain('hội thả diều đồi Sim');
  expect(line).toContain('2036');
});

test('what a reply goes on from may be gone', async () => {
  const { an } = discord.users;
  const question = discord.mention(an, discord.channels.general, BOATS.first);
  const first = await discord.answerTo(question);
  discord.unsay(question);
  const reply = discord.reply(an, first, 'Cầu treo Khe Đước dài bao nhiêu mét?');
  expect(saidIn(await discord.answerTo(reply))).toContain('214 mét');
});
