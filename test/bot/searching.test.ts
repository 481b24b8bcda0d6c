import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeDiscord } from '../discord/fake-discord.js';
import type { Message } from '../discord/world/message.js';
import { labelsOf, textOf } from './support/message-view.js';
import { RunningBot } from './support/running-bot.js';

const QUERY = 'voi thồ đèo Gió Hú';
const DIARY = 'Nhật ký đoàn voi thồ đèo Gió Hú';
const RETIRED = 'Voi thồ đèo Gió Hú về trại dưỡng già';

let bot: RunningBot;
let discord: FakeDiscord;
beforeAll(async () => {
  bot = await RunningBot.start();
  discord = bot.discord;
});
afterAll(() => bot.stop());

const search = (options: Readonly<Record<string, string | boolean>> = {}, user = discord.users.an) =>
  discord.slash(user, 'search', { query: QUERY, ...options }).settled();
const titlesOf = ({ embeds }: Message) => embeds.map(({ title }) => title);

describe('/search', () => {
  test('lists passages by article under what was searched, and pages there and back', async () => {
    const found = await search();
    expect(found.content.split('\n', 1)).toEqual([`> ${QUERY}`]);
    expect(found.content).toContain('đoạn trong 2 bài · liên quan nhất trước');
    expect(found.ephemeralFor).toBeNull();
    const first = found.latest;
    await discord.press(discord.users.binh, found, '▶').settled();
    expect(labelsOf(found)[1]).toMatch(/^2\//u);
    expect(found.embeds).not.toEqual(first.embeds);
    expect(found.content).toBe(first.content);
    await discord.press(discord.users.binh, found, '◀').settled();
    expect(found.embeds).toEqual(first.embeds);
  });

  test('begins with the newest where that is wanted, and changes the order by a button', async () => {
    const found = await search({ sort: 'newest' });
    expect(titlesOf(found)).toEqual([RETIRED, DIARY]);
    expect(textOf(found)).toContain('Đài Bến Trăng · 09/09/2033');
    const newest = found.embeds;
    await discord.press(discord.users.an, found, 'Xếp theo độ liên quan').settled();
    expect(found.content).toContain('liên quan nhất trước');
    await discord.press(discord.users.an, found, 'Xếp mới nhất trước').settled();
    expect(found.embeds).toEqual(newest);
  });

  test.each([
    ['a publisher', { publisher: 'Đài Bến Trăng' }, RETIRED, 'Bộ lọc: Đài Bến Trăng'],
    [
      'a publisher typed without diacritics',
      { publisher: 'dai ben trang' },
      RETIRED,
      'Bộ lọc: Đài Bến Trăng',
    ],
    ['a first year', { from: '2030' }, RETIRED, 'Bộ lọc: từ 01/01/2030'],
    ['a last day', { to: '31/12/2030' }, DIARY, 'Bộ lọc: đến 31/12/2030'],
    ['a month', { from: '2/2027', to: '2/2027' }, DIARY, 'Bộ lọc: từ 01/02/2027 đến 28/02/2027'],
    [
      'all of it',
      { publisher: 'tap chi duong nui', from: '2027-02-01', to: '2027-02-01' },
      DIARY,
      'Tạp chí Đường Núi',
    ],
  ])('keeps to %s, on every page', async (_, options, title, filter) => {
    const found = await search(options);
    expect(titlesOf(found)[0]).toBe(title);
    expect(textOf(found)).toContain(filter);
    if (title === DIARY) {
      await discord.press(discord.users.an, found, '▶').settled();
      expect(titlesOf(found)).toEqual([title]);
      expect(textOf(found)).toContain(filter);
    }
  });

  test('leaves out what the filter leaves out', async () => {
    expect(textOf(await search({ publisher: 'Đài Bến Trăng' }))).not.toContain(DIARY);
    expect(textOf(await search({ to: '2030' }))).not.toContain(RETIRED);
  });

  test('says so when nothing passes the filter', async () => {
    const found = await search({ from: '2060' });
    expect([found.embeds, labelsOf(found)]).toEqual([[], []]);
    expect(found.content).toContain('Không tìm thấy đoạn nào.');
  });

  test('is private where that is wanted, its pages too', async () => {
    const { an } = discord.users;
    const found = await search({ private: true });
    expect(found.ephemeralFor).toBe(an);
    await discord.press(an, found, '▶').settled();
    expect(labelsOf(found)[1]).toMatch(/^2\//u);
  });
});

describe.each(['ask', 'search'])('/%s tells the asker alone', (name) => {
  const typed = name === 'ask' ? { question: QUERY } : { query: QUERY };

  test.each([
    [
      'of a publisher that there is not',
      { publisher: 'Báo @everyone' },
      'Không có bài nào của nguồn “Báo @everyone”.',
    ],
    ['of a day that does not exist', { from: '31/2/2030' }, '“31/2/2030” không phải là một ngày.'],
    ['of a last day that is none', { to: 'hôm qua' }, '“hôm qua” không phải là một ngày.'],
    [
      'of days the wrong way round',
      { from: '2031', to: '2030' },
      'Ngày bắt đầu (01/01/2031) sau ngày kết thúc (31/12/2030).',
    ],
  ])('%s', async (_, options, told) => {
    const { binh } = discord.users;
    const notice = await discord.slash(binh, name, { ...typed, ...options }).settled();
    expect([notice.ephemeralFor, notice.embeds]).toEqual([binh, []]);
    expect(textOf(notice)).toContain(told);
  });
});
