import { PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { ASKED } from '../support/invented-articles.js';
import { BOT_ARTICLES } from './support/bot-articles.js';
import { cardsOf, entriesOf, idOf, labelsOf, textOf } from './support/message-view.js';
import { RunningBot } from './support/running-bot.js';

let bot: RunningBot;
let discord: FakeDiscord;
beforeAll(async () => {
  bot = await RunningBot.start();
  discord = bot.discord;
});
afterAll(() => bot.stop());

describe('/sources', () => {
  test('lists every article, newest first, and opens one', async () => {
    const { binh } = discord.users;
    const list = await discord.slash(binh, 'sources').settled();
    const count = Object.keys(BOT_ARTICLES).length;
    expect(textOf(list)).toContain(`${count} bài viết, mới nhất trước`);
    const days = [...cardsOf(list).matchAll(/\d\d\/\d\d\/\d{4}/gu)].map(([day]) =>
      day.split('/').reverse().join('-'),
    );
    expect(days).toHaveLength(count);
    expect(days).toEqual(days.toSorted().reverse());

    const entry = entriesOf(list).find(({ label }) => label.includes('gốm Bến Lở'));
    const article = await discord
      .choose(binh, list, idOf(list, 'Đọc cả bài'), [entry?.value ?? ''])
      .settled();
    expect(article.ephemeralFor).toBe(binh);
    expect(cardsOf(article)).toContain('Quách Văn Thung');
  });
});

describe('/help', () => {
  test('tells, in the reader’s language and to the reader alone, what there is', async () => {
    const { an, chi } = discord.users;
    const vietnamese = await discord.slash(an, 'help').settled();
    const english = await discord.slash(chi, 'help').settled();
    expect([vietnamese.ephemeralFor, english.ephemeralFor]).toEqual([an, chi]);
    for (const name of ['/hỏi', '/tìm', '/bài', '/nguồn', '/trạng-thái'])
      expect(textOf(vietnamese)).toContain(name);
    for (const name of ['/ask', '/search', '/article', '/sources', '/status'])
      expect(textOf(english)).toContain(name);
  });
});

describe('/status', () => {
  test('tells how many articles there are, and of what model', async () => {
    const status = await discord.slash(discord.users.an, 'status').settled();
    expect(textOf(status)).toContain(`${Object.keys(BOT_ARTICLES).length} bài viết · `);
    expect(textOf(status)).toContain('vi-en-mini');
    expect(textOf(status)).not.toContain('thiếu quyền');
  });

  test('names the permissions that the bot lacks in the channel', async () => {
    const { an, chi } = discord.users;
    const channel = discord.addChannel('thieu-quyen');
    discord.deny(channel, PermissionFlagsBits.EmbedLinks | PermissionFlagsBits.ReadMessageHistory);
    const vietnamese = await discord.slash(an, 'status', {}, { channel }).settled();
    expect(textOf(vietnamese)).toContain('Còn thiếu quyền: Nhúng Liên Kết, Đọc Lịch Sử Tin Nhắn');
    const english = await discord.slash(chi, 'status', {}, { channel }).settled();
    expect(textOf(english)).toContain('Missing permissions: Embed Links, Read Message History');
  });

  test('misses nothing in direct messages', async () => {
    const status = await discord.slash(discord.users.an, 'status', {}, { inDm: true }).settled();
    expect(textOf(status)).not.toContain('thiếu quyền');
  });
});

describe('the same command speaks the language of who gives it', () => {
  test('around an answer, whose excerpts stay as they are', async () => {
    const { an, chi } = discord.users;
    const options = { question: ASKED.bridge.question, from: '2029' };
    const vietnamese = await discord.slash(an, 'ask', options).settled();
    const english = await discord.slash(chi, 'ask', options).settled();
    expect(labelsOf(vietnamese)).toEqual(['Xem thêm đoạn', 'Ngữ cảnh', '👍', '👎']);
    expect(labelsOf(english)).toEqual(['More passages', 'Context', '👍', '👎']);
    expect(textOf(vietnamese)).toContain('Bộ lọc: từ 01/01/2029');
    expect(textOf(english)).toContain('Filter: from 1 January 2029');
    expect(textOf(vietnamese)).toContain('Báo Khí Tượng · 20/11/2029');
    expect(textOf(english)).toContain('Báo Khí Tượng · 20 November 2029');
    expect(cardsOf(english)).toBe(cardsOf(vietnamese));
    expect(cardsOf(english)).toContain('Cầu treo Khe Đước dài 214 mét');
  });

  test('in what a button opens: that of who presses', async () => {
    const { an, chi } = discord.users;
    const answer = await discord.slash(an, 'ask', { question: ASKED.nowhere.question }).settled();
    const opened = await discord.press(chi, answer, 'Tìm đoạn liên quan').settled();
    expect(textOf(opened)).toContain('nearest to the question');
  });

  test('and English for who speaks neither', async () => {
    const notice = await discord
      .slash(discord.users.an, 'ask', { question: '?!' }, { locale: 'pt-BR' })
      .settled();
    expect(notice.content).toContain('What would you like to know?');
  });
});
