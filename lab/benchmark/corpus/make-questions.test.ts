import { expect, test } from 'vitest';
import type { MadeArticle } from './made-articles.js';
import { makeQuestions } from './make-questions.js';

const ARTICLES: readonly MadeArticle[] = Array.from({ length: 250 }, (_, at) => ({
  title: `Bản tin số ${at} của đảo Hòn Mây`,
  publisher: 'Báo Khí Tượng',
  day: `${1 + (at % 28)}/3/${2031 + at}`,
  names: [`Lương Thị ${at}`, `Tạ Nghiêm ${at}`],
  paragraphs: [Array.from({ length: 60 }, (_unused, word) => `chữ${at}x${word}`).join(' ')],
}));

test('questions are many, different, and the same for the same seed', () => {
  const questions = makeQuestions(ARTICLES, 200);
  expect(new Set(questions).size).toBe(questions.length);
  expect(questions.length).toBeGreaterThan(180);
  expect(makeQuestions(ARTICLES, 200)).toEqual(questions);
  expect(makeQuestions(ARTICLES, 200, 2)).not.toEqual(questions);
});

test('they ask with names, days and words of the articles, some without diacritics', () => {
  const questions = makeQuestions(ARTICLES, 60);
  expect(
    questions.filter((question) => /^Lương Thị \d+ là ai\?$|^Tạ Nghiêm \d+ là ai\?$/u.test(question)),
  ).not.toEqual([]);
  expect(questions.filter((question) => /ngày \d+\/3\/20\d\d\?$/u.test(question))).not.toEqual([]);
  expect(questions.filter((question) => /chữ\d+x\d+ chữ\d+x\d+ .*khi nào\?$/u.test(question))).not.toEqual(
    [],
  );
  expect(questions.filter((question) => /^[\x20-\x7e]+$/u.test(question))).toHaveLength(20);
});
