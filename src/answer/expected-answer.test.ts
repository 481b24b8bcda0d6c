import { describe, expect, test } from 'vitest';
import { Dictionary } from '../search/dictionary.js';
import { Lexicon } from '../search/lexicon.js';
import type { QuestionKind } from '../search/question-words.js';
import { analyseQuestion } from '../search/question.js';
import { expectedAnswerScore } from './expected-answer.js';

const LANGUAGES = {
  lexicon: new Lexicon('#documents\t100\n'),
  dictionary: new Dictionary('book\tcuốn sách=60\tđặt=20\n'),
};

/** How well a sentence answers a question, taken to be of the kind given. */
function score(sentence: string, kind: QuestionKind, question: string): number {
  return expectedAnswerScore(sentence, { ...analyseQuestion(question, LANGUAGES), kind });
}

test('anything answers a question that asks for no kind of thing', () => {
  expect(score('Trời mưa.', 'other', 'Trời thế nào?')).toBe(1);
});

describe('who is answered by', () => {
  test.each([
    ['a name', 'Giải về tay Trần Bình.', 1],
    ['an office before a name', 'Giải do ông Trần trao.', 0],
    ['no sentence without a name', 'Giải đã có chủ.', 0],
  ])('%s', (_, sentence, expected) => {
    expect(score(sentence, 'who', 'Ai nhận giải?')).toBe(expected);
  });
});

describe('when is answered by', () => {
  test.each([
    ['a day', 'Lễ mở sáng 31/10.', 1],
    ['a date', 'Lễ mở ngày 18-10-1930.', 1],
    ['a date with dots', 'Lễ mở 18.10.1930.', 1],
    ['a month', 'Lễ mở 10/1930.', 1],
    ['a year', 'Lễ mở hồi 1930.', 1],
    ['a named month', 'Lễ mở vào tháng 5.', 1],
    ['an English year', 'It opened in 1930.', 1],
    ['no plain number', 'Lễ có 200 khách.', 0],
    ['no number after a word that ends like "in"', 'Bản tin 5 phút.', 0],
    ['no number that is too long for a year', 'Có 19301 khách.', 0],
    ['no sentence without a number', 'Lễ đã mở.', 0],
  ])('%s', (_, sentence, expected) => {
    expect(score(sentence, 'when', 'Lễ mở khi nào?')).toBe(expected);
  });

  test('no date that the question itself names', () => {
    expect(score('Lễ năm 2019 rất vui.', 'when', 'Lễ năm 2019 mở khi nào?')).toBe(0);
    expect(score('Lễ năm 2019 mở sáng 7/10.', 'when', 'Lễ năm 2019 mở khi nào?')).toBe(1);
  });
});

describe('where is answered by', () => {
  test.each([
    ['a place', 'Họ gặp nhau tại Huế.', 1],
    ['a kind of place and its name', 'Họ gặp nhau ở thành phố Huế.', 1],
    ['a place at the beginning', 'Tại Huế, họ gặp nhau.', 1],
    ['an English place', 'They met in Hue.', 1],
    ['less, for a town named without a word that says where', 'Đội kèn Cần Thơ gặp nhau.', 0.8],
    ['half, for a place without a name', 'Họ gặp nhau ở nhà.', 0.5],
    ['half, for a town over two clauses', 'Cô Cần, Thơ gặp nhau.', 0.5],
    ['half, for a word that is spelled as a town is', 'Việc cần thơ hay.', 0.5],
    ['half, for a name after a word that only ends like "at"', 'Họ hát Quốc ca.', 0.5],
  ])('%s', (_, sentence, expected) => {
    expect(score(sentence, 'where', 'Họ gặp nhau ở đâu?')).toBe(expected);
  });
});

test('where is answered by no town that the question itself names', () => {
  expect(score('Đội kèn Cần Thơ gặp nhau.', 'where', 'Đội kèn Cần Thơ gặp nhau ở đâu?')).toBe(0.5);
});

describe('how many is answered', () => {
  test.each([
    ['the number of what is counted', 'Họ tặng 12 cuốn sách.', 'Họ tặng bao nhiêu cuốn?'],
    [
      'that number when the question is typed without diacritics',
      'Họ tặng 12 cuốn sách.',
      'ho tang bao nhieu cuon',
    ],
    ['that number in words', 'Họ tặng mười cuốn sách.', 'Họ tặng bao nhiêu cuốn?'],
    ['that number with a word between', 'Họ tặng 12 bộ sách.', 'Họ tặng bao nhiêu sách?'],
    ['that number with its thousands', 'Họ tặng 1.200 cuốn sách.', 'Họ tặng bao nhiêu cuốn?'],
    ['what is counted in another spelling', 'Có 9 kỉ niệm chương.', 'Có bao nhiêu kỷ niệm chương?'],
    ['a translation of what is counted', 'Họ tặng 12 cuốn sách.', 'How many books did they donate?'],
    ['persons, whatever they are counted as', 'Có 9 đồng chí.', 'Có bao nhiêu người?'],
    ['thousands of persons', 'Có 1.200 cán bộ.', 'Có bao nhiêu người?'],
    ['persons when the question is typed without diacritics', 'Có 9 đại biểu.', 'co bao nhieu nguoi'],
    ['persons when the question is in English', 'Có 9 đại biểu.', 'How many people came?'],
    ['any number when nothing counted is named', 'Họp trong 3 giờ.', 'Họp trong bao lâu?'],
  ])('in full by %s', (_, sentence, question) => {
    expect(score(sentence, 'how-many', question)).toBe(1);
  });

  test.each([
    ['the number of something else', 'Có 9 cuốn sách.', 'Có bao nhiêu người?'],
    ['a date before what is counted', 'Sáng 7/10 đại biểu nhận 2 huy chương.', 'Có bao nhiêu người?'],
    ['a number in words when nothing counted is named', 'Họp ba giờ.', 'Họp trong bao lâu?'],
  ])('in part by %s', (_, sentence, question) => {
    expect(score(sentence, 'how-many', question)).toBeGreaterThan(0);
    expect(score(sentence, 'how-many', question)).toBeLessThan(1);
  });

  test.each([
    ['a date', 'Họ đến ngày 7/10/2019.', 'Có bao nhiêu người?'],
    ['a number of the question itself', 'Có 94 năm như thế.', 'Trong 94 năm có bao nhiêu người?'],
    ['a sentence without a number', 'Có nhiều người.', 'Có bao nhiêu người?'],
  ])('not by %s', (_, sentence, question) => {
    expect(score(sentence, 'how-many', question)).toBe(0);
  });
});

describe('an amount is answered', () => {
  test.each<[QuestionKind, string]>([
    ['money', 'Họ tặng 200 triệu đồng.'],
    ['money', 'Vé giá 50.000đ một người.'],
    ['money', 'Giá là 3,5 tỷ.'],
    ['money', 'Vé giá $20.'],
    ['money', 'Vé giá 20 USD.'],
    ['percentage', 'Tăng 3,5% so với năm ngoái.'],
    ['percentage', 'Tăng 3 phần trăm.'],
    ['phone', 'Liên hệ 0225 000 0000.'],
    ['phone', 'Liên hệ (0225) 000-0000.'],
  ])('where %s is asked for, by: %s', (kind, sentence) => {
    expect(score(sentence, kind, 'Bao nhiêu?')).toBe(1);
  });

  test.each<[QuestionKind, string]>([
    ['money', 'Có 9 đồng chí dự lễ.'],
    ['money', 'Họ tặng nhiều tiền.'],
    ['percentage', 'Có 9 phần quà.'],
    ['phone', 'Lễ mở ngày 7/10/2019.'],
    ['phone', 'Có 1.200 người.'],
  ])('where %s is asked for, not by: %s', (kind, sentence) => {
    expect(score(sentence, kind, 'Bao nhiêu?')).toBe(0);
  });
});
