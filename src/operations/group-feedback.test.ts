import { describe, expect, test } from 'vitest';
import { type FeedbackEntry, groupFeedback } from './feedback-log.js';

/** Noon on this machine, so that no time zone moves the day. */
const noon = (day: string) => new Date(`${day}T12:00:00`).toISOString();

function unanswered(question: string, day = '2031-03-05'): FeedbackEntry {
  return { at: noon(day), kind: 'unanswered', question, confidence: 0.2, closest: null, language: 'vi' };
}

function rated(kind: 'up' | 'down', question: string, day = '2031-03-05'): FeedbackEntry {
  return { at: noon(day), kind, question, messageId: '17' };
}

describe('one question', () => {
  test('is counted over its spellings and told as it was last asked', () => {
    const entries = [
      unanswered('Ai đo gió?', '2031-03-07'),
      unanswered('ai do gio', '2031-03-05'),
      rated('down', 'AI ĐO GIÓ'),
      rated('up', 'ai  đo gió???', '2031-03-06'),
    ];
    expect(groupFeedback(entries)).toEqual([
      { question: 'Ai đo gió?', unanswered: 2, up: 1, down: 1, latest: '2031-03-07' },
    ]);
  });

  test('of no words is not the same as any other', () => {
    const questions = groupFeedback([unanswered('???'), unanswered('👍'), unanswered(' ??? ')]);
    expect(questions.map((question) => question.unanswered)).toEqual([2, 1]);
  });
});

test('what went wrong most often comes first, then what was liked most, then the latest', () => {
  const entries = [
    rated('up', 'một'),
    unanswered('hai', '2031-03-01'),
    unanswered('ba', '2031-03-02'),
    rated('up', 'bốn'),
    rated('up', 'bốn'),
    rated('up', 'bốn'),
    unanswered('năm', '2031-03-01'),
    rated('down', 'năm', '2031-03-01'),
    unanswered('sáu', '2031-03-01'),
    rated('up', 'sáu', '2031-03-01'),
  ];
  const order = groupFeedback(entries).map(({ question }) => question);
  expect(order).toEqual(['năm', 'sáu', 'ba', 'hai', 'bốn', 'một']);
});

test('days before the first that counts are left out, of the counts too', () => {
  const entries = [
    unanswered('một', '2031-03-04'),
    unanswered('một', '2031-03-05'),
    unanswered('hai', '2031-03-04'),
  ];
  expect(groupFeedback(entries, '2031-03-05')).toEqual([
    { question: 'một', unanswered: 1, up: 0, down: 0, latest: '2031-03-05' },
  ]);
});

test('nothing said gives no question', () => {
  expect(groupFeedback([])).toEqual([]);
});
