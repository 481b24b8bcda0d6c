import { ButtonStyle, ComponentType } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { articleId } from '../../src/corpus/article.js';
import { formatCustomId } from '../../src/discord/interactions/custom-id.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import type { Message } from '../discord/world/message.js';
import { ASKED } from '../support/invented-articles.js';
import { idOf, labelsOf } from './support/message-view.js';
import { RunningBot } from './support/running-bot.js';

const DEAD = 'Nút này không dùng được nữa. Bạn hỏi lại để có nút mới nhé.';

let bot: RunningBot;
let discord: FakeDiscord;
beforeAll(async () => {
  bot = await RunningBot.start();
  discord = bot.discord;
});
afterAll(() => bot.stop());

/** A message of the bot with one button, of which nobody knows where it comes from. */
function withButton(customId: string): Message {
  const button = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: 'Bấm',
    custom_id: customId,
  };
  const components = [{ type: ComponentType.ActionRow, components: [button] }];
  return discord.plant(discord.channels.general, { content: 'tin cũ', components });
}

/** What the one who presses is told, and nobody else; the message stays as it was. */
async function toldOf(customId: string): Promise<string> {
  const { binh } = discord.users;
  const message = withButton(customId);
  const notice = await discord.press(binh, message, 'Bấm').settled();
  expect([notice.ephemeralFor, message.versions.length]).toEqual([binh, 1]);
  expect(notice.embeds).toEqual([]);
  return notice.content;
}

describe('a button that the bot never made', () => {
  test.each([
    ['of another program', 'vote:42'],
    ['of an older format', '0|m||||'],
    ['of a format to come', '2|m||||'],
    ['of a kind unknown', '1|z||'],
    ['with a field too many', '1|m|||||'],
    ['with a day that does not exist', '1|s||0|r|c2y6y||'],
    ['with a page that is no number', '1|l||-1'],
    ['with an article that is a path', '1|t||../../etc/ps|0'],
    ['with an owner who is nobody', '1|l|everyone|0'],
    ['as long as can be', `1|t||${'a'.repeat(94)}`],
    ['with markup', '1|c||@everyone|0|1|<@&1>'],
  ])('%s gets a word to the one who presses', async (_, customId) => {
    expect(await toldOf(customId)).toBe(DEAD);
  });

  test('made of a real one by changing any one character does no harm', async () => {
    const { an, binh } = discord.users;
    const answer = await discord.slash(an, 'ask', { question: ASKED.station.question }).settled();
    const real = idOf(answer, 'Ngữ cảnh');
    const changed = Array.from(real, (character, at) =>
      [real.slice(0, at), character === '7' ? '8' : '7', real.slice(at + 1)].join(''),
    );
    const pressed = changed.map((customId) => discord.press(binh, withButton(customId), 'Bấm').settled());
    for (const notice of await Promise.all(pressed)) expect(notice.ephemeralFor).toBe(binh);
  });
});

describe('a button whose time has passed', () => {
  test.each([
    ['its article is gone', '1|t||000000000000|0', 'không còn trong kho bài'],
    ['the article to open is gone', '1|o||000000000000', 'không còn trong kho bài'],
    ['the article of its excerpt is gone', '1|c||000000000000|0|9|00000000', 'không còn trong kho bài'],
    ['its question is gone', '1|m||||', 'Không đọc lại được câu hỏi'],
    ['the question of its pages is gone', '1|a||1|||', 'Không đọc lại được câu hỏi'],
    ['the words of its search are gone', '1|s||1|r|||', 'Không đọc lại được câu hỏi'],
  ])('says so: %s', async (_, customId, told) => {
    expect(await toldOf(customId)).toContain(told);
  });

  test('says so when its excerpt stands elsewhere', async () => {
    const id = articleId('tram.md');
    expect(await toldOf(`1|c||${id}|0|9|00000000`)).toContain('Bài viết đã được sửa');
  });

  test('turns to the last page where its own is no longer there', async () => {
    const message = withButton(`1|t||${articleId('nhat-ky.md')}|zzz`);
    await discord.press(discord.users.binh, message, 'Bấm').settled();
    expect(labelsOf(message)).toContain('3/3');
  });

  test('goes with its answer when the question is deleted', async () => {
    const { an } = discord.users;
    const question = discord.mention(an, discord.channels.general, ASKED.station.question);
    const answer = await discord.answerTo(question);
    discord.unsay(question);
    await discord.until('the answer to go', () => answer.isDeleted);
  });

  test('gives an article that a menu does not know', async () => {
    const menu = {
      type: ComponentType.StringSelect,
      custom_id: '1|o||',
      options: [{ label: 'Bài', value: '../../../etc/passwd' }],
    };
    const components = [{ type: ComponentType.ActionRow, components: [menu] }];
    const message = discord.plant(discord.channels.general, { content: 'tin cũ', components });
    const chosen = discord.choose(discord.users.an, message, '1|o||', ['../../../etc/passwd']);
    expect((await chosen.settled()).content).toContain('không còn trong kho bài');
  });
});

describe('a button of somebody’s own', () => {
  test('is for that person only', async () => {
    const { an, binh } = discord.users;
    const message = withButton(formatCustomId({ action: { kind: 'sources', page: 0 }, owner: an.id }));
    const refused = await discord.press(binh, message, 'Bấm').settled();
    expect([refused.ephemeralFor, refused.content]).toEqual([
      binh,
      'Nút này chỉ dành cho người đã hỏi. Bạn hỏi câu của mình nhé.',
    ]);
    expect(message.content).toBe('tin cũ');
    await discord.press(an, message, 'Bấm').settled();
    expect(message.content).toContain('bài viết, mới nhất trước');
  });

  test('works on a private answer, and an answer for all has buttons for all', async () => {
    const { an, binh } = discord.users;
    const ask = { question: ASKED.station.question };
    const own = await discord.slash(an, 'ask', { ...ask, private: true }).settled();
    expect(idOf(own, 'Xem thêm đoạn')).toContain(an.id);
    expect((await discord.press(an, own, 'Ngữ cảnh').settled()).ephemeralFor).toBe(an);
    const open = await discord.slash(an, 'ask', ask).settled();
    expect((await discord.press(binh, open, 'Ngữ cảnh').settled()).ephemeralFor).toBe(binh);
  });
});
