import { expect, test } from 'vitest';
import { askEach } from './ask-each.js';

/** Takes a second for each character of a question, and finds something for those with an a. */
function contender() {
  let clock = 0;
  return {
    now: () => clock,
    ask: (question: string) => {
      clock += question.length * 1000;
      return Promise.resolve(question.includes('a') ? 3 : 0);
    },
  };
}

test('each question is timed by itself', async () => {
  const { ask, now } = contender();
  await expect(askEach({ ask }, ['ba', 'c', 'abc'], 100, now)).resolves.toEqual({
    milliseconds: [2000, 1000, 3000],
    answered: 2,
  });
});

test('when the time is over no more are asked, but one always is', async () => {
  const { ask, now } = contender();
  const { milliseconds } = await askEach({ ask }, ['aaa', 'b', 'c'], 3, now);
  expect(milliseconds).toEqual([3000, 1000]);
  const slow = contender();
  expect((await askEach({ ask: slow.ask }, ['aaaaa', 'b'], 0, slow.now)).milliseconds).toEqual([5000]);
});
