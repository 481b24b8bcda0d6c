import { Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { textOf } from '../bot/support/message-view.js';
import { ANSWER } from './support/staged-answering.js';
import { StagedBot } from './support/staged-bot.js';

/** The client's own wait between two logins, which is Discord's to ask for. */
const BETWEEN_LOGINS = 5_001;

let staged: StagedBot;
let discord: FakeDiscord;
beforeEach(async () => {
  staged = await StagedBot.open();
  discord = staged.discord;
});
afterEach(async () => {
  vi.useRealTimers();
  await staged.close();
});

/** Resolves when the bot's socket is closed after the gateway's first `before` records. */
async function untilClosed(before: number): Promise<void> {
  await discord.until('the socket to close', () =>
    discord.gatewayLog.slice(before).some(({ what }) => what === 'close'),
  );
}

describe('the connection is lost in the middle of an answer', () => {
  test.each(['cut', 'closed', 'undecoded', 'reconnect'] as const)(
    '(%s): the answer comes, and so do those to what was asked meanwhile',
    async (how) => {
      const { binh, chi } = discord.users;
      const release = staged.answering.hold();
      const begun = staged.ask();
      await staged.discord.until('the bot to type', () => discord.typing.length > 0);

      const before = discord.gatewayLog.length;
      discord.drop(how);
      await untilClosed(before);
      const missed = discord.dm(binh, 'Đèn biển Mũi Cò cao bao nhiêu?');
      const command = discord.slash(chi, 'ask', { question: 'Who keeps the light?' });
      release();

      expect(textOf(await discord.answerTo(begun))).toContain(ANSWER);
      expect(textOf(await discord.answerTo(missed))).toContain(ANSWER);
      expect(textOf(await command.settled())).toContain(ANSWER);
      expect(textOf(await discord.answerTo(staged.ask()))).toContain(ANSWER);

      expect(discord.messages().filter(({ repliesTo }) => repliesTo === begun)).toHaveLength(1);
      expect(staged.troubles.map(({ msg }) => msg)).toEqual(['connection lost; connecting again']);
      await staged.logged('connection resumed');
    },
  );

  test('and the session with it: the bot logs in again and goes on', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + BETWEEN_LOGINS });
    const release = staged.answering.hold();
    const begun = staged.ask();
    const before = discord.gatewayLog.length;
    discord.drop('session-lost');
    await discord.until('a second login', () =>
      discord.gatewayLog.slice(before).some(({ what }) => what === 'identify'),
    );
    release();
    expect(textOf(await discord.answerTo(begun))).toContain(ANSWER);
    expect(textOf(await discord.answerTo(staged.ask()))).toContain(ANSWER);
    expect(staged.troubles.map(({ msg }) => msg)).toEqual(['connection lost; connecting again']);
  });
});

test('while Discord cannot be reached, the log says so once', async () => {
  let attempts = 0;
  const third = new Promise<void>((resolve) => {
    staged.bot.client.on(Events.ShardReconnecting, () => {
      attempts++;
      if (attempts === 3) resolve();
    });
  });
  await discord.stop();
  await third;
  expect(staged.troubles.map(({ msg }) => msg)).toEqual(['connection lost; connecting again']);
});

describe('an event that discord.js cannot read', () => {
  test.each([
    ['GUILD_CREATE', null],
    ['MESSAGE_CREATE', null],
    ['MESSAGE_DELETE', null],
    ['INTERACTION_CREATE', { id: '1', type: 2 }],
    ['CHANNEL_UPDATE', null],
    ['GUILD_MEMBER_UPDATE', null],
  ])('(%s) is logged with its type, and life goes on', async (name, data) => {
    discord.dispatch(name, data);
    expect(await staged.logged('event not understood')).toMatchObject({ event: name });
    expect(textOf(await discord.answerTo(staged.ask()))).toContain(ANSWER);
  });

  test('and one that it reads as a message by nobody is logged, and life goes on', async () => {
    const { id } = discord.channels.general;
    discord.dispatch('MESSAGE_CREATE', {
      id: '1',
      channel_id: id,
      guild_id: discord.guildId,
      content: 'ai?',
    });
    expect(await staged.logged('event not handled')).toMatchObject({ level: 50 });
    expect(textOf(await discord.answerTo(staged.ask()))).toContain(ANSWER);
  });

  test.each([
    ['no JSON', '{'],
    ['no object', '7'],
    ['an invalid session that says nothing', '{"op":9,"d":null}'],
  ])('and a frame that is %s does no harm', async (_, frame) => {
    discord.sendFrame(frame);
    expect(textOf(await discord.answerTo(staged.ask()))).toContain(ANSWER);
  });
});

test('a revoked token ends the bot with what to do about it', async () => {
  const refused = staged.bot.refused.catch((error: unknown) => error);
  discord.revokeToken();
  expect(await refused).toMatchObject({ code: 'discord-token-invalid' });
});
