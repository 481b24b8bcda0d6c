import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { entriesOf, textOf } from './support/message-view.js';
import { RunningBot } from './support/running-bot.js';

let bot: RunningBot;
let discord: FakeDiscord;
beforeAll(async () => {
  bot = await RunningBot.start();
  discord = bot.discord;
});
afterAll(() => bot.stop());

describe('while something is typed', () => {
  const namesFor = async (name: string, option: string, text: string): Promise<string[]> => {
    const others: Readonly<Record<string, string>> = option === 'publisher' ? { query: 'voi thồ' } : {};
    const choices = await discord.type(discord.users.an, name, { ...others, [option]: text }, option);
    return choices.map((choice) => choice.name);
  };

  test('names with diacritics are offered to who types none', async () => {
    expect(await namesFor('search', 'query', 'luong thi')).toEqual(
      expect.arrayContaining([expect.stringContaining('Lương Thị Hạc')]),
    );
    expect(await namesFor('search', 'query', 'khe duoc')).toEqual(
      expect.arrayContaining([expect.stringContaining('Khe Đước')]),
    );
  });

  test('publishers are offered, and those that match come alone', async () => {
    expect(await namesFor('search', 'publisher', '')).toEqual(
      expect.arrayContaining(['Báo Gốm', 'Báo Khí Tượng', 'Đài Bến Trăng', 'Tạp chí Đường Núi']),
    );
    expect(await namesFor('search', 'publisher', 'khi tuong')).toEqual(['Báo Khí Tượng']);
  });

  test('nothing is offered for what no article has', async () => {
    expect(await namesFor('search', 'query', 'zzqx')).toEqual([]);
    expect(await namesFor('search', 'publisher', 'zzqx')).toEqual([]);
    expect(await namesFor('article', 'title', 'zzqx')).toEqual([]);
  });

  test('titles are offered, even one that is nothing but trouble', async () => {
    expect((await namesFor('article', 'title', 'gom ben lo'))[0]).toContain('Làng gốm Bến Lở giữ lửa lò cổ');
    expect((await namesFor('article', 'title', 'cho noi'))[0]).toContain('Chợ nổi');
    expect((await namesFor('article', 'title', '')).length).toBeGreaterThan(5);
  });
});

describe('/article', () => {
  const BRIDGE = 'Khánh thành cầu treo Khe Đước';

  test('opens what was chosen from the titles offered', async () => {
    const { an } = discord.users;
    const [choice] = await discord.type(an, 'article', { title: 'khe duoc' }, 'title');
    const article = await discord.slash(an, 'article', { title: String(choice?.value) }).settled();
    expect(article.embeds.map((card) => card.title)).toEqual([BRIDGE]);
    expect(textOf(article)).toContain('đội kèn đồng của trường nội trú');
  });

  test.each([BRIDGE, 'cầu treo khe đước', 'khanh thanh cau treo'])('opens by “%s”, typed', async (title) => {
    const article = await discord.slash(discord.users.an, 'article', { title }).settled();
    expect(article.embeds.map((card) => card.title)).toEqual([BRIDGE]);
  });

  test('says so when there is none', async () => {
    const notice = await discord.slash(discord.users.an, 'article', { title: 'zzqx' }).settled();
    expect([notice.embeds, entriesOf(notice)]).toEqual([[], []]);
    expect(notice.content).toContain('Không có bài nào có tiêu đề như');
  });
});
