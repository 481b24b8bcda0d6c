import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../bot/support/message-view.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { ANSWER } from './support/staged-answering.js';
import { StagedBot } from './support/staged-bot.js';

const EDIT = { method: 'PATCH', path: /^\/webhooks\//u } as const;
const SEND = { method: 'POST', path: /^\/channels\/\d+\/messages$/u } as const;
/** More failures than there are attempts as long as somebody can be answered. */
const FOR_GOOD = 1000;

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

describe.each([
  ['a server that fails', 500],
  ['a token that is not taken for a while', 401],
  ['a connection that is reset before the request is heard', 'lost'],
  ['a connection that is reset before its answer is heard', 'unheard'],
  ['an answer that breaks off', 'torn'],
] as const)('%s is waited out, and the answer delivered once', (_, status) => {
  // Of 401 no more than half a minute's.
  const times = { 500: 8, 401: 5, lost: 8, unheard: 1, torn: 1 }[status];

  test('to a command', async () => {
    // An interaction needs no token of the bot's.
    discord.fail({ ...EDIT, status: status === 401 ? 503 : status, times });
    const answer = await slash().settled();
    await discord.until('the answer', () => textOf(answer).includes(ANSWER));
    expect(staged.troubles).toEqual([]);
  });

  test('to the first response of a command', async () => {
    discord.fail({ path: /\/callback$/u, status: status === 401 ? 503 : status });
    expect(textOf(await slash().settled())).toContain(ANSWER);
  });

  test('to a mention', async () => {
    discord.fail({ ...SEND, status, times });
    const question = staged.ask();
    expect(textOf(await discord.answerTo(question))).toContain(ANSWER);
    await staged.logged('message answered');
    expect(discord.messages().filter(({ repliesTo }) => repliesTo === question)).toHaveLength(1);
    expect(staged.troubles).toEqual([]);
    // Nor is the bot mute from then on.
    expect(textOf(await discord.answerTo(staged.ask()))).toContain(ANSWER);
  });
});

test('a Discord that takes no connection is waited out', async () => {
  const release = staged.answering.hold();
  const asked = slash();
  await asked.acknowledged();
  const question = staged.ask();
  await discord.until('the bot to type', () => discord.typing.length > 0);
  const accept = discord.refuseConnections();
  release();
  await staged.waited(6);
  await accept();
  const answer = await asked.settled();
  await discord.until('the answer', () => textOf(answer).includes(ANSWER));
  expect(textOf(await discord.answerTo(question))).toContain(ANSWER);
  expect(staged.troubles).toEqual([]);
});

describe('a server that fails for good is given up when nobody can be answered any more, and logged once', () => {
  test('for a command', async () => {
    discord.fail({ ...EDIT, status: 500, times: FOR_GOOD });
    slash();
    await staged.logged('interaction not answered');
    expect(staged.pace.now()).toBeGreaterThan(10 * 60_000);
    expect(staged.troubles).toMatchObject([
      { msg: 'interaction not answered', error: 'DiscordUnavailable', status: 500 },
    ]);
    expect(staged.bot.read().api).toBe('failing');
  });

  test('for a mention', async () => {
    discord.fail({ ...SEND, status: 500, times: FOR_GOOD });
    staged.ask();
    await staged.logged('message not answered');
    expect(staged.troubles).toMatchObject([
      { msg: 'message not answered', error: 'DiscordUnavailable', status: 500 },
    ]);
    // Commands are answered by other requests.
    expect(textOf(await slash().settled())).toContain(ANSWER);
    expect(staged.bot.read().api).toBe('working');
  });
});

test.each([
  ['a page that says 403', { status: 403, isPage: true }],
  ['a page that says 404', { status: 404, isPage: true }],
])('what stands before Discord and answers with %s is waited out', async (_, failure) => {
  discord.fail({ ...SEND, ...failure, times: 5 });
  expect(textOf(await discord.answerTo(staged.ask()))).toContain(ANSWER);
  expect(staged.troubles).toEqual([]);
});

test('a token that was reset though the gateway has not noticed ends the bot with what to do about it', async () => {
  const refused = staged.bot.refused.catch((error: unknown) => error);
  discord.revokeToken({ isNoticed: false });
  staged.ask();
  expect(await refused).toMatchObject({ code: 'discord-token-invalid' });
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

describe('a question that is gone', () => {
  test('before its answer gets none', async () => {
    const release = staged.answering.hold();
    const question = staged.ask();
    await discord.until('the bot to type', () => discord.typing.length > 0);
    discord.unsay(question);
    // What comes later over the gateway has been dealt with later.
    await discord.answerTo(discord.dm(discord.users.binh, ''));
    release();
    await staged.logged('message answered');
    expect(discord.messages(question.channel)).toEqual([]);
  });

  test('takes its answer along', async () => {
    const question = staged.ask();
    await discord.answerTo(question);
    discord.unsay(question);
    await discord.until('the answer to go', () => discord.messages().length === 0);
    expect(staged.troubles).toEqual([]);
  });

  test('with its channel is logged once', async () => {
    discord.fail({ ...SEND, status: 404, code: 10003 });
    staged.ask();
    await staged.logged('message not answered');
    expect(staged.troubles).toMatchObject([{ level: 40, code: 10003 }]);
    expect(textOf(await discord.answerTo(staged.ask()))).toContain(ANSWER);
  });
});
