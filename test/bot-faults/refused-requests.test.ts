import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../bot/support/message-view.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { ANSWER } from './support/staged-answering.js';
import { StagedBot } from './support/staged-bot.js';

const EDIT = { method: 'PATCH', path: /^\/webhooks\//u } as const;
const SEND = { method: 'POST', path: /^\/channels\/\d+\/messages$/u } as const;
/** Attempts at one request that Discord answers with a server error: the first and two more. */
const ATTEMPTS = 3;

let staged: StagedBot;
let discord: FakeDiscord;
beforeEach(async () => {
  staged = await StagedBot.open();
  discord = staged.discord;
});
afterEach(() => staged.close());

const slash = () => discord.slash(discord.users.an, 'ask', { question: 'Ai gác đèn biển Mũi Cò?' });
const statuses = ({ method, path }: typeof EDIT | typeof SEND) =>
  staged.requests(method, path).map(({ status }) => status);

describe.each([
  ['a rate limit', { status: 429, retryAfter: 0.02 }],
  ['a server error', { status: 500 }],
  ['a gateway that is down', { status: 502 }],
])('%s is waited out, and the answer delivered once', (_, failure) => {
  test('to a command', async () => {
    discord.fail({ ...EDIT, ...failure });
    const answer = await slash().settled();
    expect(textOf(answer)).toContain(ANSWER);
    expect(statuses(EDIT)).toEqual([failure.status, 200]);
    // "Thinking" first, then the answer.
    expect(answer.versions).toHaveLength(2);
    expect(staged.troubles).toEqual([]);
  });

  test('to a mention', async () => {
    discord.fail({ ...SEND, ...failure });
    const question = staged.ask();
    expect(textOf(await discord.answerTo(question))).toContain(ANSWER);
    await staged.logged('message answered');
    expect(statuses(SEND)).toEqual([failure.status, 200]);
    expect(discord.messages().filter(({ repliesTo }) => repliesTo === question)).toHaveLength(1);
    expect(staged.troubles).toEqual([]);
  });

  test('to the first response of a command', async () => {
    discord.fail({ path: /\/callback$/u, ...failure });
    expect(textOf(await slash().settled())).toContain(ANSWER);
  });
});

describe('a server that fails for good is given up after a few attempts, and logged once', () => {
  test('for a command', async () => {
    discord.fail({ ...EDIT, status: 500, times: 2 * ATTEMPTS });
    slash();
    await staged.logged('nor could its asker be told');
    // The answer, and the word that there is none.
    expect(statuses(EDIT)).toEqual(Array.from({ length: 2 * ATTEMPTS }, () => 500));
    expect(staged.troubles).toMatchObject([
      { msg: 'interaction not answered', error: 'HTTPError', status: 500 },
    ]);
    expect(textOf(await slash().settled())).toContain(ANSWER);
  });

  test('for a mention', async () => {
    discord.fail({ ...SEND, status: 500, times: 2 * ATTEMPTS });
    staged.ask();
    await staged.logged('nor could its author be told');
    expect(statuses(SEND)).toEqual(Array.from({ length: 2 * ATTEMPTS }, () => 500));
    expect(staged.troubles).toMatchObject([{ msg: 'message not answered', error: 'HTTPError', status: 500 }]);
    expect(textOf(await discord.answerTo(staged.ask()))).toContain(ANSWER);
  });

  test('and whoever waits is told as soon as it works again', async () => {
    discord.fail({ ...EDIT, status: 500, times: ATTEMPTS });
    discord.fail({ ...SEND, status: 500, times: ATTEMPTS });
    const notice = await slash().settled();
    expect(notice.content).toContain('Có lỗi ngoài dự tính');
    expect((await discord.answerTo(staged.ask())).content).toContain('Có lỗi ngoài dự tính');
    expect(staged.troubles.map(({ msg }) => msg)).toEqual([
      'interaction not answered',
      'message not answered',
    ]);
  });
});

describe('an interaction that Discord has given up', () => {
  test('is logged once, as what happens, and nobody is told', async () => {
    slash();
    // Before the bot's first response can be there.
    discord.advance(3001);
    await staged.logged('interaction not answered');
    expect(staged.troubles).toMatchObject([{ level: 40, code: 10062 }]);
    expect(discord.messages()).toEqual([]);
    expect(textOf(await slash().settled())).toContain(ANSWER);
  });

  test('or that has its answer already, likewise', async () => {
    discord.fail({ path: /\/callback$/u, status: 400, code: 40060 });
    slash();
    await staged.logged('interaction not answered');
    expect(staged.troubles).toMatchObject([{ level: 40, code: 40060 }]);
    expect(discord.messages()).toEqual([]);
  });

  test('while its answer was being made', async () => {
    const release = staged.answering.hold();
    const asked = slash();
    await asked.acknowledged();
    discord.advance(15 * 60_000);
    release();
    await staged.logged('interaction not answered');
    expect(staged.troubles).toMatchObject([{ level: 40, code: 50027 }]);
    expect(textOf(await slash().settled())).toContain(ANSWER);
  });

  test('for a button, likewise', async () => {
    const answer = await slash().settled();
    discord.press(discord.users.binh, answer, 'Ngữ cảnh');
    discord.advance(3001);
    await staged.logged('interaction not answered');
    expect(staged.troubles).toMatchObject([{ level: 40, code: 10062 }]);
  });

  test('for what is offered while somebody types, likewise', async () => {
    void discord.type(discord.users.an, 'search', { query: 'đèn' }, 'query').catch(() => undefined);
    discord.advance(3001);
    await staged.logged('interaction not answered');
    expect(staged.troubles).toMatchObject([{ level: 40, code: 10062 }]);
  });
});

describe('a question that is gone before its answer', () => {
  test('is answered all the same, below nothing', async () => {
    const release = staged.answering.hold();
    const question = staged.ask();
    await discord.until('the bot to type', () => discord.typing.length > 0);
    discord.unsay(question);
    release();
    await staged.logged('message answered');
    const [answer, ...more] = discord.messages();
    expect(more).toEqual([]);
    expect([textOf(answer ?? question).includes(ANSWER), answer?.repliesTo]).toEqual([true, null]);
  });

  test('with its channel is logged once', async () => {
    discord.fail({ ...SEND, status: 404, code: 10003 });
    staged.ask();
    await staged.logged('message not answered');
    expect(staged.troubles).toMatchObject([{ level: 40, code: 10003 }]);
    expect(textOf(await discord.answerTo(staged.ask()))).toContain(ANSWER);
  });
});
