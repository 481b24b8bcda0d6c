import { afterEach, beforeEach, expect, test } from 'vitest';
import { textOf } from '../bot/support/message-view.js';
import { ANSWER } from './support/staged-answering.js';
import { StagedBot } from './support/staged-bot.js';

let staged: StagedBot;
beforeEach(async () => {
  staged = await StagedBot.open();
});
afterEach(() => staged.close());

const ask = () =>
  staged.discord.slash(staged.discord.users.an, 'ask', { question: 'Ai gác đèn biển Mũi Cò?' });

test('a bot that stops waits for the questions begun', async () => {
  const release = staged.answering.hold();
  const asked = ask();
  await asked.acknowledged();
  const stopped = staged.bot.stop(new Promise(() => undefined));
  expect(await staged.logged('bot stopping')).toMatchObject({ begun: 1 });
  release();
  await stopped;
  expect(textOf(await asked.settled())).toContain(ANSWER);
  expect(staged.troubles).toEqual([]);
});

test('and past its deadline for none, which the log says', async () => {
  const release = staged.answering.hold();
  const asked = ask();
  await asked.acknowledged();
  await staged.bot.stop(Promise.resolve());
  expect(staged.troubles).toMatchObject([
    { level: 40, left: 1, msg: 'left before every question was answered' },
  ]);
  release();
  await asked.settled();
});
