import pino from 'pino';
import { expect, test, vi } from 'vitest';
import { fakeAnswer, fakeRefusal } from '../../../../test/support/fake-answer.js';
import { fakeArticle } from '../../../../test/support/fake-corpus.js';
import type { CitedAnswer } from '../../../answer/cited-answer.js';
import type { Feedback } from '../../../operations/feedback-log.js';
import { RecentTimes, type BotContext } from '../../bot-context.js';
import { answerQuestion } from './ask.js';

const article = fakeArticle('den.md', 'Ngọn đèn', ['Đèn cao 18 mét.']);

/** What is kept for those who run the bot when a question gets this answer, and whether its time counts. */
async function afterwards(answer: CitedAnswer) {
  const kept: string[] = [];
  const times = new RecentTimes();
  const context = {
    answering: { answer: vi.fn(() => Promise.resolve(answer)), catalogue: { generation: 'staged' } },
    feedback: {
      add: ({ question }: Feedback) => {
        kept.push(question);
        return Promise.resolve(true);
      },
    },
    settings: { logQuestions: false },
    events: {},
    log: pino({ enabled: false }),
    times,
  } as unknown as BotContext;
  await answerQuestion({ text: answer.question.text, id: '1', way: 'slash' }, context);
  return { kept, isTimed: times.median() !== null };
}

test('what the articles do not tell is kept, unless the model was away when it was looked for', async () => {
  const refusal = fakeRefusal('Ai đốt đèn?', article);
  const half = { ...fakeAnswer('Đèn cao bao nhiêu?', [article]), untold: ['Ai đốt đèn?'] };
  for (const answer of [refusal, half]) {
    expect((await afterwards(answer)).kept).toEqual(['Ai đốt đèn?']);
    expect((await afterwards({ ...answer, lexicalOnly: true })).kept).toEqual([]);
  }
});

test('small talk, which takes no time, says nothing about how long answers take', async () => {
  const answer = fakeAnswer('Đèn cao bao nhiêu?', [article]);
  expect((await afterwards(answer)).isTimed).toBe(true);
  const smallTalk = { kind: 'greeting', about: null } as const;
  expect((await afterwards({ ...answer, outcome: 'small-talk', smallTalk })).isTimed).toBe(false);
});
