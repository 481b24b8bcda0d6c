import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../bot/support/message-view.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import type { Message } from '../discord/world/message.js';
import { ANSWER } from './support/staged-answering.js';
import { StagedBot } from './support/staged-bot.js';

const LACKING = 'Bot còn thiếu quyền ở kênh bạn vừa hỏi.';

let staged: StagedBot;
let discord: FakeDiscord;
beforeEach(async () => {
  staged = await StagedBot.open();
  discord = staged.discord;
});
afterEach(() => staged.close());

/** What the bot writes to the one who asks, and to nobody else. */
function directMessage(): Promise<Message> {
  return discord.until('a direct message', () =>
    discord.messages().find(({ channel, author }) => channel.kind === 'dm' && author === discord.bot),
  );
}

test('where the bot may not embed links, its text alone says what is told and by which article', async () => {
  discord.deny(discord.channels.general, PermissionFlagsBits.EmbedLinks);
  const question = staged.ask();
  const answer = await discord.answerTo(question);
  expect(answer.embeds).toEqual([]);
  expect(answer.content).toContain(ANSWER);
  expect(answer.content).toContain('Ngọn đèn biển Mũi Cò');
  expect((await discord.answerTo(question, 2)).content).toContain(LACKING.slice(0, -1));
  // Once is enough.
  const again = staged.ask();
  await discord.answerTo(again);
  await staged.logged('message answered', 2);
  expect(discord.messages().filter(({ repliesTo }) => repliesTo === again)).toHaveLength(1);
});

test('who is told directly that the bot may not write somewhere is not told again at every question', async () => {
  discord.deny(discord.channels.general, PermissionFlagsBits.SendMessages);
  staged.ask();
  await directMessage();
  staged.ask();
  await staged.logged('message not answered', 2);
  await discord.answerTo(discord.dm(discord.users.an, ''));
  expect(discord.messages().filter(({ content }) => content.includes(LACKING))).toHaveLength(1);
});

describe('where the bot may not write', () => {
  test.each([
    ['SendMessages', 'Gửi Tin Nhắn'],
    ['ReadMessageHistory', 'Đọc Lịch Sử Tin Nhắn'],
  ] as const)('the asker is told directly that it lacks %s', async (permission, name) => {
    discord.deny(discord.channels.general, PermissionFlagsBits[permission]);
    const question = staged.ask();
    const { content, channel } = await directMessage();
    expect(content).toContain(LACKING);
    expect(content).toContain(`${name}.`);
    expect(channel).toMatchObject({ recipient: discord.users.an });
    expect(discord.messages(question.channel)).toEqual([question]);
    expect(staged.troubles).toMatchObject([{ level: 40, msg: 'message not answered' }]);
  });

  test('in a thread, of that one’s permission', async () => {
    const { general, thread } = discord.channels;
    discord.deny(general, PermissionFlagsBits.SendMessagesInThreads);
    discord.mention(discord.users.an, thread, 'Ai gác đèn biển Mũi Cò?');
    expect((await directMessage()).content).toContain('Gửi Tin Nhắn Trong Chủ Đề.');
  });

  test('and lacks nothing that it knows of, it names nothing', async () => {
    discord.fail({ method: 'POST', path: /^\/channels\/\d+\/messages$/u, status: 403, code: 50013 });
    staged.ask();
    const { content } = await directMessage();
    expect(content).toContain('Có lỗi ngoài dự tính');
    expect(content).not.toContain(LACKING);
  });

  test('and the asker takes no direct messages, it is logged once', async () => {
    discord.deny(discord.channels.general, PermissionFlagsBits.SendMessages);
    discord.refuseDms(discord.users.an);
    staged.ask();
    await staged.logged('nor could its author be told');
    expect(staged.troubles).toMatchObject([{ level: 40, msg: 'message not answered', code: 50013 }]);
    const { news } = discord.channels;
    const elsewhere = discord.mention(discord.users.an, news, 'Ai gác đèn biển Mũi Cò?');
    expect(textOf(await discord.answerTo(elsewhere))).toContain(ANSWER);
  });

  test('a command is answered all the same', async () => {
    discord.deny(discord.channels.general, PermissionFlagsBits.SendMessages);
    const asked = discord.slash(discord.users.an, 'ask', { question: 'Ai gác đèn biển Mũi Cò?' });
    expect(textOf(await asked.settled())).toContain(ANSWER);
  });
});

test('where it may not show that it types, it answers all the same', async () => {
  discord.fail({ path: /\/typing$/u, status: 403, code: 50013 });
  expect(textOf(await discord.answerTo(staged.ask()))).toContain(ANSWER);
  await staged.logged('typing not shown');
  expect(staged.troubles).toEqual([]);
});

test('what it lacks where it is to answer is named in the log when it starts', async () => {
  const unseen = '100000000000000001';
  const careless = await StagedBot.open({
    prepare: (other) => {
      const { general, news } = other.channels;
      other.deny(general, PermissionFlagsBits.EmbedLinks | PermissionFlagsBits.SendMessages);
      return { ALLOWED_CHANNELS: [general.id, news.id, unseen].join() };
    },
  });
  expect(careless.troubles).toMatchObject([
    { level: 40, channel: careless.discord.channels.general.id, missing: ['SendMessages', 'EmbedLinks'] },
    { level: 40, channel: unseen, msg: 'ALLOWED_CHANNELS names a channel that the bot cannot see' },
  ]);
  await careless.close();
});
