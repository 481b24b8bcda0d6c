import { InteractionResponseType, MessageType } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ASK_ABOUT_MESSAGE } from '../../src/discord/features/ask/ask.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import type { Message } from '../discord/world/message.js';
import { ASKED } from '../support/invented-articles.js';
import { NASTY_TITLE } from './support/bot-articles.js';
import { labelsOf, linksOf, textOf } from './support/message-view.js';
import { RunningBot } from './support/running-bot.js';

const { station, nowhere } = ASKED;

let bot: RunningBot;
let discord: FakeDiscord;
beforeAll(async () => {
  bot = await RunningBot.start();
  discord = bot.discord;
});
afterAll(() => bot.stop());

/** The answer to the question about the station, with its source. */
function expectStation(answer: Message): void {
  const text = textOf(answer);
  expect(text).toContain(station.answer);
  expect(text).toContain('[1]');
  expect(text).toContain('Trạm khí tượng Hòn Mây có trạm trưởng mới');
  expect(text).toContain('Báo Khí Tượng · 05/03/2031 · Tạ Nghiêm');
  expect(linksOf(answer)).toEqual(['https://example.org/hon-may']);
  expect(labelsOf(answer)).toEqual(['Xem thêm đoạn', 'Ngữ cảnh', '👍', '👎']);
}

describe('a question is answered, with its source,', () => {
  test('when the bot is mentioned, and the bot is seen typing before', async () => {
    const channel = discord.addChannel('hoi-dap');
    const question = discord.mention(discord.users.an, channel, station.question);
    const answer = await discord.answerTo(question);
    expectStation(answer);
    // It stands below its question.
    expect(answer.content).not.toContain(station.question);
    const [typing] = discord.typing.filter((record) => record.channel === channel);
    expect(typing?.at).toBeLessThanOrEqual(answer.versions[0]?.at ?? 0);
  });

  test('in a thread', async () => {
    expectStation(
      await discord.answerTo(discord.mention(discord.users.an, discord.channels.thread, station.question)),
    );
  });

  test('in direct messages, without a mention', async () => {
    const answer = await discord.answerTo(discord.dm(discord.users.binh, station.question));
    expectStation(answer);
    expect(answer.content).not.toContain(station.question);
  });

  test.each(['ask', 'hỏi'])('by /%s, whose reply repeats the question', async (name) => {
    const asked = discord.slash(discord.users.an, name, { question: station.question });
    expect((await asked.acknowledged()).type).toBe(InteractionResponseType.DeferredChannelMessageWithSource);
    const answer = await asked.settled();
    expectStation(answer);
    expect(answer.content.split('\n', 1)).toEqual([`> ${station.question}`]);
    expect([answer.type, answer.ephemeralFor]).toEqual([MessageType.ChatInputCommand, null]);
  });

  test('by /ask in direct messages', async () => {
    expectStation(
      await discord
        .slash(discord.users.binh, 'ask', { question: station.question }, { inDm: true })
        .settled(),
    );
  });

  test('by /ask for the asker only', async () => {
    const { an } = discord.users;
    const answer = await discord.slash(an, 'ask', { question: station.question, private: true }).settled();
    expectStation(answer);
    expect(answer.ephemeralFor).toBe(an);
  });

  test('by the menu of a message that the bot cannot read', async () => {
    const { an, binh } = discord.users;
    const message = discord.say(binh, discord.channels.general, station.question);
    const answer = await discord.menu(an, ASK_ABOUT_MESSAGE, message).settled();
    expectStation(answer);
    expect(answer.content.split('\n', 1)).toEqual([`> ${station.question}`]);
  });
});

test('an article that tries to ping, to link and to mark up is shown as it is written', async () => {
  const question = 'Ai bán bún nước lèo ở chợ nổi Cồn Tre? @everyone **đậm**';
  const answer = await discord.slash(discord.users.an, 'ask', { question }).settled();
  const text = textOf(answer);
  expect(text).toContain(question);
  expect(text).toContain('Bà Ngô Thị Lụm bán bún ||nước lèo|| ở chợ nổi Cồn Tre');
  expect(text).toContain('<@123456789012345678>');
  // All of the title but the marks that turn the direction of writing.
  expect(text).toContain(NASTY_TITLE.replace(/[\u202C\u202E]/gu, ''));
  expect(text).toContain('Báo *Sông* @here · 04/04/2034');
  expect(linksOf(answer)).toEqual(['https://example.org/cho_%28noi%29?trang=%5B1%5D']);
});

describe('a question that the articles don’t tell', () => {
  test('gets the nearest article and a search, and is kept; one that is answered is not', async () => {
    const { an } = discord.users;
    await discord.slash(an, 'ask', { question: station.question }).settled();
    const refusal = await discord.answerTo(discord.mention(an, discord.channels.general, nowhere.question));
    expect(textOf(refusal)).toContain('Các bài viết không cho biết điều này.');
    expect(refusal.embeds).toHaveLength(1);
    expect(labelsOf(refusal)).toEqual(['Tìm đoạn liên quan', 'Đọc cả bài', '👍', '👎']);

    const kept = await bot.feedbackAbout(nowhere.question);
    expect(kept.map(({ kind, question }) => [kind, question])).toEqual([['unanswered', nowhere.question]]);

    const found = await discord.press(an, refusal, 'Tìm đoạn liên quan').settled();
    expect(found.ephemeralFor).toBe(an);
    expect(textOf(found)).toContain('đoạn gần nhất với câu hỏi');
    expect(found.embeds).not.toEqual([]);
  });
});

describe('the bot says nothing', () => {
  const hearsNothing = async (write: () => Message): Promise<void> => {
    const typedBefore = discord.typing.length;
    const message = write();
    await bot.caughtUp();
    expect(discord.messages().filter(({ repliesTo }) => repliesTo === message)).toEqual([]);
    expect(discord.typing.slice(typedBefore).filter(({ channel }) => channel === message.channel)).toEqual(
      [],
    );
  };

  test('to another bot', async () => {
    const other = discord.addUser({ username: 'bot_khac', isBot: true });
    await hearsNothing(() => discord.mention(other, discord.channels.general, station.question));
  });

  test('to talk among people, and to @everyone', async () => {
    const { an } = discord.users;
    await hearsNothing(() => discord.say(an, discord.channels.general, `@everyone ${station.question}`));
  });

  test('to thanks, and to a reply that does not call it', async () => {
    const { an, binh } = discord.users;
    const answer = await discord.answerTo(discord.mention(an, discord.channels.general, station.question));
    await hearsNothing(() => discord.reply(an, answer, 'cảm ơn bot nhiều nhé!'));
    await hearsNothing(() => discord.reply(binh, answer, 'còn cầu treo Khe Đước?', { ping: false }));
  });
});

test('a bare mention gets a hint how to ask', async () => {
  const answer = await discord.answerTo(discord.mention(discord.users.an, discord.channels.general, ''));
  expect(answer.content).toContain('Bạn muốn hỏi gì?');
});

test('the log tells of questions and never what they say', async () => {
  const { an } = discord.users;
  const answer = await discord.slash(an, 'ask', { question: station.question }).settled();
  await discord.press(an, answer, 'Xem thêm đoạn').settled();
  await bot.caughtUp();
  const log = bot.log.join('');
  expect(log).toContain('question dealt with');
  for (const secret of [station.question, 'Hòn Mây', discord.token]) expect(log).not.toContain(secret);
});

test('of a message with more questions than are answered at a time, the menu answers the first and names the rest', async () => {
  const { an, binh } = discord.users;
  const more = ['Ai dự lễ ở đó?', 'Lễ ở đâu?', 'Vé bao nhiêu tiền?', 'Có mưa không?'];
  const asked = [station.question, ...more].join(' ');
  const message = discord.say(binh, discord.channels.general, asked);
  const text = textOf(await discord.menu(an, ASK_ABOUT_MESSAGE, message).settled());
  expect(text).toContain(station.answer);
  for (const question of more.slice(2)) expect(text.split(question)).toHaveLength(3);
});
