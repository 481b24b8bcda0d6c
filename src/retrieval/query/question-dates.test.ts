import { describe, expect, test } from 'vitest';
import { hasDiacritics } from '../../language/vietnamese.js';
import { askedTime } from './question-dates.js';

const timeOf = (text: string) => askedTime({ normalized: text, accented: hasDiacritics(text) });

describe('the order in time that a question asks for', () => {
  test.each([
    ['Lễ hội mới nhất ở đâu?', 'newest'],
    ['Ai nhận giải gần đây nhất?', 'newest'],
    ['Lần gần nhất là khi nào?', 'newest'],
    ['le hoi moi nhat o dau', 'newest'],
    ['ai nhan giai gan day nhat', 'newest'],
    ['What is the latest news?', 'newest'],
    ['the most recent prize', 'newest'],
    ['Bài cũ nhất nói gì?', 'oldest'],
    ['bai cu nhat noi gi', 'oldest'],
    ['the oldest article', 'oldest'],
    ['Hội nghị đầu tiên họp ở đâu?', null],
    ['Giải Nhất về tay ai?', null],
    ['Cậu Mới nhận giải nhất năm nào?', null],
    ['Lễ hội ở đâu?', null],
  ])('%s: %s', (text, order) => {
    expect(timeOf(text).order).toBe(order);
  });
});

describe('the dates that a question names', () => {
  test('are those of its text, though its letters are decomposed', () => {
    expect(timeOf('Tháng 5 năm 2016 có gì?'.normalize('NFD')).dates).toEqual([
      { year: 2016, month: 5, day: null },
    ]);
  });

  test('are none where it names a term of office, or speaks of yesterday', () => {
    expect(timeOf('Nhiệm kỳ 2020-2025 có gì?').dates).toEqual([]);
    expect(timeOf('Hôm qua có gì?').dates).toEqual([]);
  });
});
