import { describe, expect, test } from 'vitest';
import { fakeAnswer, fakeRefusal } from '../../test/support/fake-answer.js';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import type { GoldenQuestion } from './golden-questions.js';
import { judge, summarize, type GoldenOutcome } from './golden-report.js';

const GOLDEN: GoldenQuestion = {
  id: 'vi-001',
  lang: 'vi',
  question: 'Cầu dài bao nhiêu?',
  articles: ['original.txt', 'cau.md'],
  answers: ['214 mét', 'hai trăm mười bốn mét'],
};
const BRIDGE = fakeArticle('cau.md', 'Cầu', ['Cầu dài 214 mét.']);
const COPY = fakeArticle('blog/ban-sao.md', 'Cầu', ['Cầu dài 214 mét.']);
const HILL = fakeArticle('doi.md', 'Đồi', ['Đồi cao.']);
const RIVER = fakeArticle('song.md', 'Sông', ['Sông dài.']);

describe('judge', () => {
  const judged = (...cited: Parameters<typeof fakeAnswer>[1]) =>
    judge(GOLDEN, fakeAnswer(GOLDEN.question, cited));

  test.each([
    ['in the first excerpt', [BRIDGE, HILL], { first: true, firstThree: true }],
    ['in the third', [HILL, RIVER, BRIDGE], { first: false, firstThree: true }],
    ['in the fourth', [HILL, RIVER, COPY, BRIDGE], { first: false, firstThree: false }],
    ['in an article that is not named as telling', [COPY], { first: false, firstThree: false }],
    ['in none', [HILL], { first: false, firstThree: false }],
  ])('finds the answer %s', (_, cited, outcome) => {
    expect(judged(...cited)).toMatchObject({ ...outcome, answerable: true, answered: true });
  });

  test('knows an article by its file name, wherever the folder begins', () => {
    const moved = fakeArticle('2031/cau.md', 'Cầu', ['Cầu dài 214 mét.']);
    expect(judged(moved).first).toBe(true);
  });

  test('takes a refusal for one', () => {
    expect(judge(GOLDEN, fakeRefusal(GOLDEN.question, BRIDGE))).toEqual<GoldenOutcome>({
      id: 'vi-001',
      lang: 'vi',
      question: GOLDEN.question,
      answerable: true,
      answered: false,
      confidence: 0,
      first: false,
      firstThree: false,
    });
  });

  test('takes a question without answers for one that none can answer', () => {
    const none = judge({ ...GOLDEN, articles: [], answers: [] }, fakeAnswer(GOLDEN.question, [BRIDGE]));
    expect(none).toMatchObject({ answerable: false, answered: true, first: false, firstThree: false });
  });
});

describe('summarize', () => {
  const outcome = (lang: string, others: Partial<GoldenOutcome>): GoldenOutcome => ({
    id: 'x',
    lang,
    question: '',
    answerable: true,
    answered: true,
    confidence: 1,
    first: false,
    firstThree: false,
    ...others,
  });

  test('gives shares by language and over all', () => {
    const summary = summarize([
      outcome('vi', { first: true, firstThree: true }),
      outcome('vi', { firstThree: true }),
      outcome('vi', {}),
      outcome('vi', { answered: false }),
      outcome('vi', { answerable: false }),
      outcome('en', { first: true, firstThree: true }),
      outcome('en', { answerable: false, answered: false }),
      outcome('en', { answerable: false }),
    ]);
    expect(summary).toEqual({
      vi: {
        answerable: 4,
        answerInFirst: 1 / 4,
        answerInFirstThree: 2 / 4,
        wronglyRefused: 1 / 4,
        unanswerable: 1,
        rightlyRefused: 0,
      },
      en: {
        answerable: 1,
        answerInFirst: 1,
        answerInFirstThree: 1,
        wronglyRefused: 0,
        unanswerable: 2,
        rightlyRefused: 1 / 2,
      },
      all: {
        answerable: 5,
        answerInFirst: 2 / 5,
        answerInFirstThree: 3 / 5,
        wronglyRefused: 1 / 5,
        unanswerable: 3,
        rightlyRefused: 1 / 3,
      },
    });
  });

  test('has no share of nothing', () => {
    const { all } = summarize([]);
    expect(all).toEqual({
      answerable: 0,
      answerInFirst: 0,
      answerInFirstThree: 0,
      wronglyRefused: 0,
      unanswerable: 0,
      rightlyRefused: 0,
    });
  });
});
