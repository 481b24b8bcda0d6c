import { ButtonStyle, ComponentType } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ASK_ABOUT_MESSAGE } from '../../src/discord/features/ask/ask.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { ASKED } from '../support/invented-articles.js';
import { idOf, textOf } from './support/message-view.js';
import { RunningBot } from './support/running-bot.js';

const { question, answer: told } = ASKED.station;
/** So long that no test outlasts it. */
const COOLDOWN = 7200;
const WAIT = /Đợi 7\.(?:200|1\d\d) giây/u;

let bot: RunningBot;
let discord: FakeDiscord;
beforeAll(async () => {
  bot = await RunningBot.start({
    settings: ({ channels }) => ({ ALLOWED_CHANNELS: channels.general.id, COOLDOWN: String(COOLDOWN) }),
  });
  discord = bot.discord;
});
afterAll(() => bot.stop());

/** Somebody who has asked nothing yet. */
const newcomer = () => discord.addUser({ username: 'nguoi_moi' });

describe('outside of ALLOWED_CHANNELS', () => {
  test('a mention gets nothing', async () => {
    const { news } = discord.channels;
    discord.mention(newcomer(), news, question);
    discord.mention(newcomer(), news, '');
    await bot.caughtUp();
    expect(discord.messages(news).filter(({ author }) => author === discord.bot)).toEqual([]);
    expect(discord.typing.filter(({ channel }) => channel === news)).toEqual([]);
  });

  test('a command gets a word to the asker alone, with the channel to go to', async () => {
    const { general, news } = discord.channels;
    const asker = newcomer();
    const message = discord.say(asker, news, question);
    for (const asked of [
      discord.slash(asker, 'ask', { question }, { channel: news }),
      discord.slash(asker, 'search', { query: question }, { channel: news }),
      discord.menu(asker, ASK_ABOUT_MESSAGE, message),
    ]) {
      const notice = await asked.settled();
      expect(notice.ephemeralFor).toBe(asker);
      expect(notice.content).toContain(`<#${general.id}>`);
      expect(notice.embeds).toEqual([]);
    }
  });
});

describe('outside of ALLOWED_CHANNELS, from before it was set', () => {
  test('a button and a menu get the same word', async () => {
    const { general, news } = discord.channels;
    const button = {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: 'Bấm',
      custom_id: '1|l||0',
    };
    const menu = {
      type: ComponentType.StringSelect,
      custom_id: '1|o||',
      options: [{ label: 'Bài', value: '000000000000' }],
    };
    const components = [button, menu].map((one) => ({ type: ComponentType.ActionRow, components: [one] }));
    const old = discord.plant(news, { content: 'tin cũ', components });
    for (const used of [
      discord.press(newcomer(), old, 'Bấm'),
      discord.choose(newcomer(), old, '1|o||', ['000000000000']),
    ]) {
      expect((await used.settled()).content).toContain(`<#${general.id}>`);
    }
    expect(old.versions).toHaveLength(1);
  });

  test('nothing is offered while somebody types', async () => {
    const { news } = discord.channels;
    const offered = discord.type(newcomer(), 'search', { query: 'Hòn' }, 'query', { channel: news });
    expect(await offered).toEqual([]);
  });
});

describe('within ALLOWED_CHANNELS', () => {
  test('the channel, its threads, new ones too, and direct messages are answered', async () => {
    const { general, thread } = discord.channels;
    const newThread = discord.addThread(general, 'Chủ đề mới');
    for (const place of [general, thread, newThread]) {
      expect(textOf(await discord.answerTo(discord.mention(newcomer(), place, question)))).toContain(told);
    }
    expect(textOf(await discord.answerTo(discord.dm(newcomer(), question)))).toContain(told);
    const asked = discord.slash(newcomer(), 'ask', { question }, { channel: thread });
    expect(textOf(await asked.settled())).toContain(told);
  });
});

describe('within COOLDOWN', () => {
  test('a second question is told how many seconds to wait, however it is asked', async () => {
    const { general } = discord.channels;
    const asker = newcomer();
    const first = await discord.answerTo(discord.dm(asker, question));
    expect(textOf(first)).toContain(told);
    expect((await discord.answerTo(discord.dm(asker, question))).content).toMatch(WAIT);
    expect((await discord.answerTo(discord.mention(asker, general, question))).content).toMatch(WAIT);
    expect((await discord.answerTo(discord.reply(asker, first, 'còn cầu treo?'))).content).toMatch(WAIT);
    const notice = await discord.slash(asker, 'ask', { question }).settled();
    expect(notice.content).toMatch(WAIT);
    expect(notice.ephemeralFor).toBe(asker);
    const english = await discord.slash(asker, 'ask', { question }, { locale: 'en-GB' }).settled();
    expect(english.content).toMatch(/Wait 7,\d{3} seconds/u);
  });

  test('a search counts as a question; what an answer offers has a wait of its own', async () => {
    const asker = newcomer();
    const answer = await discord.slash(asker, 'ask', { question }).settled();
    expect(textOf(await discord.slash(newcomer(), 'ask', { question }).settled())).toContain(told);
    expect(textOf(await discord.press(asker, answer, 'Ngữ cảnh').settled())).toContain(told);
    expect((await discord.press(asker, answer, 'Xem thêm đoạn').settled()).content).toMatch(WAIT);
    expect((await discord.slash(asker, 'search', { query: 'Hòn Mây' }).settled()).content).toMatch(WAIT);
    const thanks = await discord.press(asker, answer, idOf(answer, '👍')).settled();
    expect(thanks.content).toBe('Cảm ơn bạn!');
  });

  test('a question that is refused for what it says does not count', async () => {
    const asker = newcomer();
    await discord.slash(asker, 'ask', { question: '?!' }).settled();
    await discord.slash(asker, 'ask', { question, from: 'hôm qua' }).settled();
    await discord.answerTo(discord.mention(asker, discord.channels.general, ''));
    expect(textOf(await discord.slash(asker, 'ask', { question }).settled())).toContain(told);
  });
});
