import path from 'node:path';
import { ApplicationCommandType, ComponentType } from 'discord.js';
import { afterEach, describe, expect, test } from 'vitest';
import { ThreadEnded } from '../../src/service/answering-thread.js';
import { BusyError } from '../../src/service/answer-service.js';
import { COMMANDS } from '../../src/discord/interactions/commands.js';
import { UserError } from '../../src/lib/errors.js';
import { FeedbackLog } from '../../src/operations/feedback-log.js';
import type { runReindex } from '../../src/operations/reindex-runner.js';
import { idOf, textOf } from '../bot/support/message-view.js';
import { ANSWER } from './support/staged-answering.js';
import { StagedBot, type StagedBotOptions } from './support/staged-bot.js';

const QUESTION = 'Ai gác đèn biển Mũi Cò?';
const SECRET = '/srv/dan-nguon/secret';
const UNEXPECTED = 'Có lỗi ngoài dự tính nên chưa trả lời được.';

/** A reindex that goes on until it is stopped. */
const untilStopped: typeof runReindex = (_, __, options) =>
  new Promise((___, reject) => {
    options?.signal?.addEventListener('abort', () => {
      reject(new Error('The reindex was stopped.'));
    });
  });

let staged: StagedBot;
const open = async (options?: StagedBotOptions) => {
  staged = await StagedBot.open(options);
  return staged;
};
afterEach(() => staged.close());

describe.each([
  ['too many wait already', new BusyError(500), 'Đang có nhiều người hỏi quá.'],
  [
    'the answering thread has ended',
    new ThreadEnded('The thread that answers stopped (exit code 1).'),
    UNEXPECTED,
  ],
  [
    'the index is damaged',
    new UserError('index-damaged', `${SECRET} is short.`, 'Reindex.'),
    'Chỉ mục bị hỏng.',
  ],
  ['there is a defect', new TypeError(`Cannot read ${SECRET}`), UNEXPECTED],
])('when %s', (_, failure, told) => {
  test('whoever waits is told so, in general words, and it is logged once', async () => {
    const { discord, answering } = await open();
    const { an, binh } = discord.users;

    answering.failNext(failure);
    const command = await discord.slash(an, 'ask', { question: QUESTION }).settled();
    answering.failNext(failure);
    const mention = await discord.answerTo(staged.ask());
    const answer = await discord.answerTo(staged.ask());
    answering.failNext(failure);
    const button = await discord.press(binh, answer, 'Ngữ cảnh').settled();

    for (const notice of [command, mention, button]) {
      expect(notice.content).toContain(told);
      expect(textOf(notice)).not.toContain(SECRET);
    }
    expect(button.ephemeralFor).toBe(binh);
    expect(staged.troubles).toMatchObject([
      { msg: 'interaction not answered', error: failure.name },
      { msg: 'message not answered', error: failure.name },
      { msg: 'interaction not answered', error: failure.name },
    ]);
    expect(textOf(answer)).toContain(ANSWER);
  });
});

test('a page that cannot be made stays as it was, and the one who turned it is told', async () => {
  const { discord, answering } = await open();
  const { binh } = discord.users;
  const components = [
    {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.Button, style: 2, label: '›', custom_id: '1|l||1' }],
    },
  ];
  const page = discord.plant(discord.channels.general, { content: 'tin cũ', components });
  Object.defineProperty(answering, 'catalogue', {
    get: () => {
      throw new Error(SECRET);
    },
  });
  const notice = await discord.press(binh, page, '›').settled();
  expect([notice.ephemeralFor, page.content]).toEqual([binh, 'tin cũ']);
  expect(notice.content).toContain(UNEXPECTED);
  expect(staged.troubles).toHaveLength(1);
});

describe('a reindex', () => {
  test('that fails says so where its progress was, and another can be begun', async () => {
    const { discord } = await open({ reindex: () => Promise.reject(new Error(SECRET)) });
    for (const attempt of [1, 2]) {
      const message = await discord.slash(discord.users.an, 'reindex').settled();
      await discord.until(`the end of attempt ${attempt}`, () => message.content.includes(UNEXPECTED));
    }
    expect(staged.troubles.map(({ msg }) => msg)).toEqual(['reindex failed', 'reindex failed']);
  });

  test('that a stop of the bot ends says that the bot starts again', async () => {
    const { discord, bot, reindexing } = await open({ reindex: untilStopped });
    const message = await discord.slash(discord.users.an, 'reindex').settled();
    await Promise.all([bot.stop(new Promise(() => undefined)), reindexing.stop()]);
    expect(message.content).toContain('Bot đang khởi động lại.');
    expect(staged.troubles).toMatchObject([{ level: 40, msg: 'reindex failed' }]);
  });
});

test('a reindex whose first response did not arrive tells in the channel how it ended', async () => {
  const { discord } = await open({ reindex: () => Promise.reject(new Error(SECRET)) });
  discord.fail({ path: /\/callback$/u, status: 404, code: 10062 });
  discord.slash(discord.users.an, 'reindex');
  const { general } = discord.channels;
  const told = await discord.until('the end of the reindex', () =>
    discord.messages(general).find(({ author }) => author === discord.bot),
  );
  expect(told.content).toContain(UNEXPECTED);
});

test('who rates is thanked only when it is kept', async () => {
  // A file cannot be a folder.
  const feedback = new FeedbackLog(path.join(import.meta.filename, 'feedback.jsonl'), () => undefined);
  const { discord } = await open({ feedback });
  const answer = await discord.answerTo(staged.ask());
  for (const attempt of [1, 2]) {
    const told = await discord.press(discord.users.binh, answer, idOf(answer, '👍')).settled();
    expect([attempt, told.content]).toEqual([
      attempt,
      'Chưa ghi lại được đánh giá của bạn. Bạn thử lại sau nhé.',
    ]);
  }
});

describe('what no version of the bot has registered', () => {
  test.each([
    ['a command', ApplicationCommandType.ChatInput, 'vote'],
    ['a command in a message’s menu', ApplicationCommandType.Message, 'Vote for this'],
  ] as const)('%s gets a word to the one who gives it', async (_, type, name) => {
    const stranger =
      type === ApplicationCommandType.ChatInput ? { type, name, description: 'Vote' } : { type, name };
    const { discord } = await open({ commands: [...COMMANDS, stranger] });
    const { binh, an } = discord.users;
    const asked =
      type === ApplicationCommandType.ChatInput
        ? discord.slash(binh, name)
        : discord.menu(binh, name, discord.say(an, discord.channels.general, QUESTION));
    const notice = await asked.settled();
    expect([notice.ephemeralFor, notice.content.includes('không dùng được nữa')]).toEqual([binh, true]);
    expect(staged.troubles).toEqual([]);
  });
});
