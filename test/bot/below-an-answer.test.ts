import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeDiscord } from '../discord/fake-discord.js';
import type { Message } from '../discord/world/message.js';
import { ASKED } from '../support/invented-articles.js';
import { countOf } from '../support/shown-text.js';
import { DIARY_SENTENCES } from './support/bot-articles.js';
import { cardsOf, entriesOf, idOf, labelsOf, textOf } from './support/message-view.js';
import { RunningBot } from './support/running-bot.js';

const ABOUT_DIARY = 'Ngày thứ 30 đoàn voi thồ đèo Gió Hú vượt bao nhiêu cây số?';

let bot: RunningBot;
let discord: FakeDiscord;
/** An answer in the channel that cites the diary. */
let answer: Message;
beforeAll(async () => {
  bot = await RunningBot.start();
  discord = bot.discord;
  answer = await discord.answerTo(discord.mention(discord.users.an, discord.channels.general, ABOUT_DIARY));
});
afterAll(() => bot.stop());

/** The sentences of the diary that the messages show, each as often as it is shown. */
const diaryIn = (texts: readonly string[]) =>
  DIARY_SENTENCES.flatMap((sentence) =>
    Array.from({ length: countOf(texts.join('\n'), sentence) }, () => sentence),
  );

/** What a message shows on each of its pages from the one it is on, turned by `user` to the last. */
async function pagesOf(message: Message, user = discord.users.binh): Promise<string[]> {
  const pages = [cardsOf(message)];
  const [, count = '1'] = labelsOf(message).flatMap((label) => /^1\/(\d+)$/u.exec(label) ?? []);
  for (let page = 2; page <= Number(count); page++) {
    expect(await discord.press(user, message, '▶').settled()).toBe(message);
    pages.push(cardsOf(message));
  }
  return pages;
}

describe('more passages', () => {
  test('are shown to the one who asks for them, without what the answer shows, each once', async () => {
    const { binh } = discord.users;
    const more = await discord.press(binh, answer, 'Xem thêm đoạn').settled();
    expect(more.ephemeralFor).toBe(binh);
    expect(textOf(more)).toContain(ABOUT_DIARY);
    const pages = await pagesOf(more);
    expect(pages.length).toBeGreaterThan(2);
    const shown = diaryIn([cardsOf(answer), ...pages]);
    expect(shown.length).toBeGreaterThan(DIARY_SENTENCES.length / 2);
    expect(shown).toEqual([...new Set(shown)]);
  });

  test('are paged there and back', async () => {
    const { binh } = discord.users;
    const more = await discord.press(binh, answer, 'Xem thêm đoạn').settled();
    const first = more.latest;
    expect(() => discord.press(binh, more, '◀')).toThrow('greyed out');
    await discord.press(binh, more, '▶').settled();
    expect(more.embeds).not.toEqual(first.embeds);
    await discord.press(binh, more, '◀').settled();
    expect([more.content, more.embeds]).toEqual([first.content, first.embeds]);
  });

  test('end with a word where the answer has shown everything', async () => {
    const { an } = discord.users;
    const filter = { publisher: 'Báo Gốm' };
    const gom = await discord.slash(an, 'ask', { question: ASKED.pottery.question, ...filter }).settled();
    const more = await discord.press(an, gom, 'Xem thêm đoạn').settled();
    expect(more.content).toContain('Không còn đoạn nào khác');
  });
});

describe('an excerpt’s context', () => {
  /** The sentences of what the answer cites as [1]. */
  const firstExcerpt = () => diaryIn([/\[1\]([^[]+)/u.exec(cardsOf(answer))?.[1] ?? '']);

  test('is shown to the one who asks, with the sentences around it', async () => {
    const { chi } = discord.users;
    const context = await discord.press(chi, answer, idOf(answer, 'Ngữ cảnh')).settled();
    expect(context.ephemeralFor).toBe(chi);
    const excerpt = firstExcerpt();
    const around = diaryIn([cardsOf(context)]);
    expect(around).toEqual(expect.arrayContaining(excerpt));
    expect(DIARY_SENTENCES.indexOf(around[0] ?? '')).toBeLessThan(DIARY_SENTENCES.indexOf(excerpt[0] ?? ''));
    expect(DIARY_SENTENCES.indexOf(around.at(-1) ?? '')).toBeGreaterThan(
      DIARY_SENTENCES.indexOf(excerpt.at(-1) ?? ''),
    );
  });

  test('leads to the article, at the page on which the excerpt stands', async () => {
    const { chi } = discord.users;
    const context = await discord.press(chi, answer, idOf(answer, 'Ngữ cảnh')).settled();
    const article = await discord.press(chi, context, 'Read the article').settled();
    expect(article).toBe(context);
    expect(cardsOf(article)).toContain(firstExcerpt()[0]);
    expect(labelsOf(article)).toContain('2/3');
  });
});

describe('an article', () => {
  test('is paged from its beginning to its end, and no sentence is lost', async () => {
    const { binh } = discord.users;
    const more = await discord.press(binh, answer, 'Xem thêm đoạn').settled();
    const article = await discord.press(binh, more, idOf(more, 'Đọc cả bài')).settled();
    expect(article.ephemeralFor).toBe(binh);
    const pages = await pagesOf(article);
    expect(pages.length).toBeGreaterThan(2);
    const shown = pages.flatMap((page) => diaryIn([page]));
    expect(shown).toEqual(DIARY_SENTENCES);
    expect(() => discord.press(binh, article, '▶')).toThrow('greyed out');
  });

  test('is chosen from a menu where there are several', async () => {
    const { binh } = discord.users;
    const found = await discord
      .slash(binh, 'search', { query: 'voi thồ đèo Gió Hú', sort: 'newest' })
      .settled();
    expect(entriesOf(found).map(({ label }) => label)).toEqual([
      'Voi thồ đèo Gió Hú về trại dưỡng già',
      'Nhật ký đoàn voi thồ đèo Gió Hú',
    ]);
    const value = entriesOf(found)[1]?.value ?? '';
    const article = await discord.choose(binh, found, idOf(found, 'Đọc cả bài'), [value]).settled();
    expect(article.ephemeralFor).toBe(binh);
    expect(cardsOf(article)).toContain(DIARY_SENTENCES[0]);
    // The list stays as it was.
    expect(entriesOf(found)).toHaveLength(2);
  });
});

describe('👍 and 👎', () => {
  test('are kept with the question, and not with who pressed', async () => {
    const tet = discord.addUser({ username: 'nguyen_van_tet', displayName: 'Nguyễn Văn Tết' });
    const question = 'Nghệ nhân nào giữ lửa lò gốm Bến Lở?';
    const rated = await discord.slash(discord.users.an, 'ask', { question }).settled();
    const thanks = await discord.press(tet, rated, idOf(rated, '👍')).settled();
    expect([thanks.content, thanks.ephemeralFor]).toEqual(['Cảm ơn bạn!', tet]);
    const kept = (await bot.feedbackAbout(question)).find((entry) => entry.question === question);
    expect(kept).toMatchObject({ kind: 'up', messageId: rated.id });
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`${tet.id}|tet|Tết`, 'u'));
  });

  test('are kept with the question of the message that an answer replies to', async () => {
    const thanks = await discord.press(discord.users.binh, answer, idOf(answer, '👎')).settled();
    expect(thanks.content).toContain('câu hỏi đã được ghi lại');
    const kept = (await bot.feedbackAbout(ABOUT_DIARY)).find(({ question }) => question === ABOUT_DIARY);
    expect(kept).toMatchObject({ kind: 'down', messageId: answer.id });
  });
});
