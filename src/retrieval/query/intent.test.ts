import { describe, expect, test } from 'vitest';
import { englishDictionary } from '../../language/dictionary.js';
import { vietnameseLexicon } from '../../language/lexicon.js';
import {
  isListQuestion,
  isToWorkOut,
  askedTime,
  decomposeComparison,
  topicTerms,
  withoutOrder,
} from './intent.js';
import { analyseQuestion } from './question.js';
import { hasDiacritics } from '../../language/vietnamese.js';
import fc from 'fast-check';

const LANGUAGES = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };
const isSeveral = (text: string) => isListQuestion(analyseQuestion(text, LANGUAGES));

describe('an answer has to be worked out', () => {
  const isOf = (question: string, text: string) => isToWorkOut(analyseQuestion(question, LANGUAGES), text);

  test.each([
    'Xã nào nhận nhiều giống nhất?',
    'xa nao nhan nhieu giong nhat',
    'Thôn nào ở xa bến nhất, thôn nào nghèo nhất?',
    'Tổng cộng các xã nhận bao nhiêu tấn?',
    'Có tất cả bao nhiêu đội kèn?',
    'Hòn Mây nhận nhiều hơn Bãi Đá bao nhiêu tấn?',
    'Which commune got the most seed?',
    'How many tons did they get in total?',
  ])('for %j, as far as the text does not state it', (question) => {
    expect(isOf(question, 'Xã Hòn Mây nhận 120 tấn.')).toBe(true);
    expect(isOf(question, 'Xã Hòn Mây nhận nhiều nhất, tổng cộng 120 tấn, hơn Bãi Đá 40 tấn.')).toBe(false);
  });

  test.each([
    'Xã Hòn Mây nhận bao nhiêu tấn?',
    'Ai là bí thư thứ nhất?',
    'Lễ hội nào mới nhất?',
    'Hội bến Tân Sơn Nhất mở khi nào?',
    'Ai là Tổng Bí thư?',
    'nguoi nhat den luc nao',
  ])('but not for %j', (question) => {
    expect(isOf(question, 'Xã Hòn Mây nhận 120 tấn.')).toBe(false);
  });
});

describe('a question asks for several', () => {
  test.each([
    'Những năm nào bến mở hội?',
    'Các đội kèn nào biểu diễn?',
    'Đội kèn biểu diễn những bài gì?',
    'Những ai biểu diễn?',
    'Ở những đâu có hội?',
    'Ở đâu có hội?',
    'Nơi nào có hội?',
    'Bài nào nói về hội bến?',
    'Trưởng đội kèn ở các nơi là ai?',
    'Liệt kê các đội kèn',
    'nhung nam nao ben mo hoi',
    'nhung ai bieu dien',
    'bai bao nao noi ve hoi ben',
    'nhữg ai biểu diễn z',
    'Which years did the horn band play?',
    'Which old horn bands played?',
    'Who are the players?',
    'Which people played the horn?',
    'List the players',
  ])('%s', (text) => {
    expect(isSeveral(text)).toBe(true);
  });
});

describe('a question asks for one thing', () => {
  test.each([
    'Bến mở hội năm nào?',
    'Hội bến mở ở đâu?',
    'Ai biểu diễn?',
    'Đội kèn tặng các em nhỏ cái gì?',
    'Những người dự hội hôm ấy đã được đội kèn của bến tặng gì?',
    'Nhưng ai biểu diễn?',
    'hoi ben mo o dau',
    'Which was the first horn band?',
    'Which band is this?',
    'Who played the horn?',
    '',
  ])('%s', (text) => {
    expect(isSeveral(text)).toBe(false);
  });
});

const topicOf = (text: string) =>
  topicTerms(analyseQuestion(text, LANGUAGES))?.map(({ folded }) => folded.join(' ')) ?? null;

describe('a question looks for articles on a topic', () => {
  test.each([
    ['Có bài nào nói về hội bến không?', ['hoi', 'ben']],
    ['Cho mình hỏi có bài báo nào viết về đội kèn không ạ?', ['doi', 'ken']],
    ['những bài nào nhắc tới Bến Nứa', ['ben nua']],
    ['Tin gì về Bến Nứa?', ['ben nua']],
    ['Bài viết mới nhất về đội kèn', ['doi', 'ken']],
    ['co bai nao ve doi ken k', ['doi', 'ken']],
    ['Which articles mention the horn band?', ['horn', 'band']],
    ['Any news on Ben Nua?', ['ben nua']],
    ['Are there any articles that talk about horns?', ['horns']],
    // What is new, whatever it is about.
    ['Có tin gì mới không?', []],
    ['bài mới nhất là gì', []],
    ['co gi moi k', []],
    ["What's new?", []],
    ['Show me the latest articles', []],
  ])('%s', (text, terms) => {
    expect(topicOf(text)).toEqual(terms);
  });

  test.each([
    'Ai viết bài về hội bến?',
    'Bài nào nói về việc ai thổi kèn?',
    'Bài báo về hội bến do ai viết?',
    'Bài nào?',
    'Có gì mới ở bến Nứa?',
    'Đội kèn có gì mới không?',
    'Có bài nào nói về không?',
    'Đội kèn thổi những bài nào?',
    'Tin vui đến bến khi nào?',
    'Who wrote the article about the band?',
    'Which articles say when the band plays?',
    '',
  ])('not: %s', (text) => {
    expect(topicOf(text)).toBeNull();
  });
});

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

test.each([
  ['Trận gần đây nhất ai thắng?', 'Trận ai thắng?'],
  ['le hoi moi nhat o dau', 'le hoi o dau'],
  ['Who won the most recent match?', 'Who won the match?'],
  ['Ai nhận giải Nhất?', 'Ai nhận giải Nhất?'],
])('%s is without its order: %s', (text, rest) => {
  expect(withoutOrder(text, { accented: hasDiacritics(text) })).toBe(rest);
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

const sidesOf = (text: string) => decomposeComparison(analyseQuestion(text, LANGUAGES));

describe('the sides of a comparison', () => {
  test.each([
    [
      'share the words before two names',
      'So sánh số huy chương của Hà Nội và Cần Thơ',
      ['số huy chương của Hà Nội', 'số huy chương của Cần Thơ'],
    ],
    [
      'share the words after two names',
      'So sánh Hà Nội với Cần Thơ về số huy chương',
      ['Hà Nội về số huy chương', 'Cần Thơ về số huy chương'],
    ],
    [
      'share the words before two years',
      'Sự khác biệt giữa hội bến năm 2019 và 2024',
      ['hội bến năm 2019', 'hội bến năm 2024'],
    ],
    [
      'share the words before one that both have',
      'So sánh hội ở bến Lở và ở bến Trăng',
      ['hội ở bến Lở', 'hội ở bến Trăng'],
    ],
    [
      'may be more than two',
      'So sánh hội bến ở Hà Nội, Sa Pa và Cần Thơ',
      ['hội bến ở Hà Nội', 'hội bến ở Sa Pa', 'hội bến ở Cần Thơ'],
    ],
    [
      'may have "và" within them',
      'So sánh kèn và trống ở Hà Nội với Cần Thơ',
      ['kèn và trống ở Hà Nội', 'kèn và trống ở Cần Thơ'],
    ],
    [
      'stand by themselves where they have nothing in common',
      'So sánh kèn đồng với trống',
      ['kèn đồng', 'trống'],
    ],
    [
      'may be compared at the end',
      'Hội bến Hà Nội và Cần Thơ khác nhau ở điểm nào?',
      ['Hội bến Hà Nội', 'Hội bến Cần Thơ'],
    ],
    [
      'may be likened and compared',
      'Điểm giống và khác nhau giữa hội bến ở Hà Nội và Cần Thơ',
      ['hội bến ở Hà Nội', 'hội bến ở Cần Thơ'],
    ],
    ['may be set against each other', 'Hà Nội khác gì Cần Thơ?', ['Hà Nội', 'Cần Thơ']],
    [
      'are told without diacritics',
      'so sanh hoi ben o hai phong voi dien bien',
      ['hoi ben o hai phong', 'hoi ben o dien bien'],
    ],
    [
      'are told by the word before a name that nobody knows',
      'so sanh so do vat o da bac voi com xanh',
      ['so do vat o da bac', 'so do vat o com xanh'],
    ],
    [
      'are told apart where a name has no like',
      'So sánh hội bến ở Hà Nội với hội vật',
      ['hội bến ở Hà Nội', 'hội vật'],
    ],
    [
      'are told in English',
      'Compare the medals of Hai Phong and Can Tho',
      ['What is the medals of Hai Phong', 'What is the medals of Can Tho'],
    ],
    [
      'are told in English by their difference',
      'How do the bands in Hanoi and Can Tho differ?',
      ['What is the bands in Hanoi', 'What is the bands in Can Tho'],
    ],
    [
      'keep what is written in one piece',
      'So sánh hội ngày 17/10/2024 ở Hà Nội và Cần Thơ',
      ['hội ngày 17/10/2024 ở Hà Nội', 'hội ngày 17/10/2024 ở Cần Thơ'],
    ],
  ])('%s: %s', (_, text, sides) => {
    expect(sidesOf(text)).toEqual(sides);
  });
});

describe('no sides has', () => {
  test.each([
    ['a question that compares nothing', 'Hà Nội và Cần Thơ mở hội khi nào?'],
    ['one that compares with all others', 'Hội bến Hà Nội so với các hội khác ra sao?'],
    ['one that asks what is compared', 'Hội bến được so sánh với ai?'],
    ['one that leaves a side to the question before', 'So sánh với Hà Nội'],
    ['one that names no side', 'so sánh'],
    ['one that names more than anyone compares', `So sánh ${'Hà Nội, '.repeat(100)}Sa Pa và Cần Thơ`],
    ['an English one that compares nothing', 'Who met in Hanoi and Can Tho?'],
    ['an empty one', ''],
  ])('%s: %s', (_, text) => {
    expect(sidesOf(text)).toEqual([]);
  });
});

test('are told of any text', () => {
  const word = fc.constantFrom(
    'so sánh',
    'và',
    'với',
    ',',
    'Hà',
    'Nội',
    'hội',
    'khác nhau',
    'vs',
    '2019',
    '?',
    '…',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const sides = sidesOf(words.join(' '));
      expect(sides).not.toHaveLength(1);
      for (const side of sides) expect(side.trim()).not.toBe('');
    }),
  );
});
