import { afterEach, beforeEach, expect, test } from 'vitest';
import { BusyError } from '../../src/service/answer-service.js';
import { ASK_ABOUT_MESSAGE } from '../../src/discord/features/ask/ask.js';
import type { FakeDiscord } from '../discord/fake-discord.js';
import { StagedBot } from './support/staged-bot.js';

const QUESTION = 'Ai gác đèn biển Mũi Cò?';

let staged: StagedBot;
let discord: FakeDiscord;
let counted: string[];
beforeEach(async () => {
  counted = [];
  staged = await StagedBot.open({
    events: {
      onDealtWith: ({ way, outcome }) => void counted.push(`${way} ${outcome}`),
      onTurnedAway: (reason) => void counted.push(reason),
    },
    prepare: ({ channels }) => ({ ALLOWED_CHANNELS: channels.general.id, COOLDOWN: '7200' }),
  });
  discord = staged.discord;
});
afterEach(() => staged.close());

/** Somebody who need not wait. */
const newcomer = () => discord.addUser({ username: 'nguoi_moi' });

test('every question is counted once, by the way it comes and by what becomes of it', async () => {
  const { general } = discord.channels;
  const answer = await discord.answerTo(discord.mention(newcomer(), general, QUESTION));
  await discord.answerTo(discord.reply(newcomer(), answer, QUESTION));
  await discord.answerTo(discord.dm(newcomer(), QUESTION));
  staged.answering.failNext(new BusyError(500));
  await discord.slash(newcomer(), 'ask', { question: QUESTION }).settled();
  staged.answering.failNext(new TypeError('a defect'));
  const message = discord.say(newcomer(), general, QUESTION);
  await discord.menu(newcomer(), ASK_ABOUT_MESSAGE, message).settled();
  expect(counted).toEqual([
    'mention answered',
    'reply answered',
    'direct answered',
    'slash busy',
    'menu failed',
  ]);
});

test('pages that are turned are no questions', async () => {
  const answer = await discord.answerTo(discord.mention(newcomer(), discord.channels.general, QUESTION));
  await discord.press(newcomer(), answer, 'Xem thêm đoạn').settled();
  expect(counted).toEqual(['mention answered']);
});

test('what is turned away is counted by its reason', async () => {
  const { general, news } = discord.channels;
  const asker = newcomer();
  await discord.answerTo(discord.dm(asker, QUESTION));
  await discord.answerTo(discord.dm(asker, QUESTION));
  await discord.slash(asker, 'ask', { question: QUESTION }).settled();
  await discord.slash(newcomer(), 'ask', { question: '?!' }).settled();
  await discord.slash(newcomer(), 'ask', { question: QUESTION }, { channel: news }).settled();
  await discord.answerTo(discord.mention(newcomer(), general, ''));
  const release = staged.answering.hold();
  const typed = discord.typing.length;
  const begun = discord.dm(newcomer(), QUESTION);
  await discord.until('the bot to type', () => discord.typing.length > typed);
  expect(staged.bot.read()).toMatchObject({ gateway: 'ready', underWay: 1 });
  const stopped = staged.bot.stop(new Promise(() => undefined));
  await discord.slash(newcomer(), 'ask', { question: QUESTION }).settled();
  release();
  await discord.answerTo(begun);
  await stopped;
  expect(counted).toEqual([
    'direct answered',
    'cooldown',
    'cooldown',
    'nothing-asked',
    'wrong-channel',
    'nothing-asked',
    'stopping',
    'direct answered',
  ]);
});
