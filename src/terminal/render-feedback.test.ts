import { describe, expect, test } from 'vitest';
import { renderFeedback, renderUnreadable } from './render-feedback.js';

const english = { language: 'en', width: 80, colour: false } as const;
const vietnamese = { ...english, language: 'vi' } as const;
const QUESTIONS = [
  { question: 'Ai đo gió?', unanswered: 2, up: 0, down: 1, latest: '2031-03-05' },
  { question: '\u001B[2JAi đo\nmưa?', unanswered: 0, up: 3, down: 0, latest: '2031-03-04' },
];

describe('questions with their counts', () => {
  test('in English', () => {
    expect(renderFeedback(QUESTIONS, english)).toBe(
      [
        '2 questions, most often unanswered or 👎 first',
        ' 1. Ai đo gió?',
        '    unanswered 2 times · 👎 1 · last on 5 March 2031',
        ' 2. Ai đo mưa?',
        '    👍 3 · last on 4 March 2031',
      ].join('\n'),
    );
  });

  test('in Vietnamese', () => {
    expect(renderFeedback(QUESTIONS, vietnamese)).toBe(
      [
        '2 câu hỏi, câu hay bị bỏ ngỏ hoặc bị 👎 đứng trước',
        ' 1. Ai đo gió?',
        '    bỏ ngỏ 2 lần · 👎 1 · gần nhất 05/03/2031',
        ' 2. Ai đo mưa?',
        '    👍 3 · gần nhất 04/03/2031',
      ].join('\n'),
    );
  });

  test('or that there are none yet', () => {
    expect(renderFeedback([], english)).toMatch(/^Nothing yet/u);
    expect(renderFeedback([], vietnamese)).toMatch(/^Chưa có gì/u);
  });
});

test('lines that could not be read, by file and number', () => {
  expect(renderUnreadable([{ file: 'data/feedback.jsonl', line: 7 }], english)).toBe(
    '1 line could not be read:\n  ✗ data/feedback.jsonl:7',
  );
});
