import { describe, expect, test } from 'vitest';
import { Lexicon } from './lexicon.js';
import {
  isAskingPair,
  isEnglish,
  askingPhrases,
  questionKind,
  type QuestionKind,
} from './question-classifier.js';
import { hasDiacritics, tokenize } from './vietnamese.js';

/** "tp" is a known chat spelling whatever the lexicon holds. */
const lexicon = new Lexicon('#documents\t100\n');

describe('isEnglish', () => {
  test.each([
    'Who opened the bridge?',
    'How long is the bridge?',
    'Hanoi office anniversary',
    'Meet Ai',
    'When did Hai Phong celebrate?',
    'What is the name of the bridge in Cần Thơ?',
    'When did Cần Thơ celebrate?',
  ])('takes "%s" for English', (question) => {
    expect(isEnglish(tokenize(question), lexicon)).toBe(true);
  });

  test.each([
    'Ai khánh thành cầu?',
    'ai khanh thanh cau',
    'le khai mac dien ra o dau',
    'tp can tho hop mat ngay nao',
    'covid la gi',
    'Facebook và Google tặng gì?',
    'Ban nhạc The Beatles là ai?',
    '2024',
    '?!',
    '',
  ])('takes "%s" for Vietnamese', (question) => {
    expect(isEnglish(tokenize(question), lexicon)).toBe(false);
  });
});

describe('questionKind', () => {
  const kindOf = (question: string, language: 'vi' | 'en') =>
    questionKind(tokenize(question), language, hasDiacritics(question));

  test.each<[QuestionKind, string]>([
    ['who', 'Ai trao giải?'],
    ['who', 'ai trao giai'],
    ['who', 'Người nào trao giải?'],
    ['when', 'Lễ mở khi nào?'],
    ['when', 'le mo nam nao'],
    ['when', 'Ngày bao nhiêu thì họp?'],
    ['when', 'Hop luc may gio'],
    ['where', 'Lễ mở ở đâu?'],
    ['where', 'le mo o dau'],
    ['where', 'Những nơi nào mở lễ?'],
    ['where', 'nhung noi nao mo le'],
    ['how-many', 'Có bao nhiêu người dự lễ?'],
    ['how-many', 'co may nguoi du le'],
    ['how-many', 'Hội thi có sự tham gia của bao nhiêu người?'],
    ['how-many', 'hoi thi co su tham gia cua bao nhieu nguoi'],
    ['how-many', 'Hội nghị đánh giá có bao nhiêu đại biểu dự?'],
    ['how-many', 'Có bao nhiêu đồng chí dự lễ?'],
    ['how-many', 'co bao nhieu dong chi du le'],
    ['money', 'Giá vé bao nhiêu?'],
    ['money', 'gia ve bao nhieu'],
    ['money', 'Họ góp bao nhiêu tiền?'],
    ['money', 'ho gop bao nhieu trieu'],
    ['money', 'Kinh phí xây cầu là bao nhiêu?'],
    ['percentage', 'Tỷ lệ phiếu thuận là bao nhiêu?'],
    ['percentage', 'ty le phieu thuan la bao nhieu'],
    ['percentage', 'Bao nhiêu phần trăm số phiếu?'],
    ['phone', 'Số điện thoại của trạm là gì?'],
    ['phone', 'so dien thoai cua tram la bao nhieu'],
    ['other', 'Tàu tên là gì?'],
    ['other', 'Trạm có cần tàu không?'],
    ['other', ''],
  ])('is %s for "%s"', (kind, question) => {
    expect(kindOf(question, 'vi')).toBe(kind);
  });

  test.each<[QuestionKind, string]>([
    ['who', 'Who gave the award?'],
    ['who', 'Which official spoke?'],
    ['when', 'When was it built?'],
    ['when', 'In which year was it built?'],
    ['where', 'Where was it built?'],
    ['where', 'Which cities have one?'],
    ['how-many', 'How many people came?'],
    ['how-many', 'How long is the bridge?'],
    ['money', 'How much did the tickets cost?'],
    ['money', 'What is the budget?'],
    ['percentage', 'What percentage of the votes?'],
    ['phone', 'What is the phone number of the station?'],
    ['other', 'What is the ship called?'],
    ['other', 'Why was it built?'],
  ])('is %s for "%s"', (kind, question) => {
    expect(kindOf(question, 'en')).toBe(kind);
  });
});

describe('askingPhrases', () => {
  /** The words of a question that do more than ask. */
  const telling = (question: string, language: 'vi' | 'en') => {
    const tokens = tokenize(question);
    const asking = askingPhrases(tokens, language, hasDiacritics(question));
    return tokens.filter((_, at) => asking[at] === null).map(({ start, end }) => question.slice(start, end));
  };

  test('is one that only asks, also within a phrase', () => {
    expect(telling('Tàu tên là gì vậy?', 'vi')).toEqual(['Tàu', 'tên']);
    expect(telling('tau ten la gi vay', 'vi')).toEqual(['tau', 'ten']);
    expect(telling('Which year was the bridge opened in?', 'en')).toEqual(['bridge', 'opened']);
  });

  test('is one that says which articles, of when and from where, are asked for', () => {
    expect(telling('Bài nào nói về cầu treo?', 'vi')).toEqual(['cầu', 'treo']);
    expect(telling('bai bao moi nhat ve cau treo', 'vi')).toEqual(['cau', 'treo']);
    expect(telling('Lễ mới nhất diễn ra ở đâu?', 'vi')).toEqual(['Lễ']);
    expect(telling('Trưởng trạm ở các nơi là ai?', 'vi')).toEqual(['Trưởng', 'trạm']);
    expect(telling('Which articles mention the latest bridge?', 'en')).toEqual(['bridge']);
  });

  test('is told from another by its accents where they are typed', () => {
    expect(telling('Chùa có sáo và đậu', 'vi')).toEqual(['Chùa', 'có', 'sáo', 'và', 'đậu']);
  });
});

describe('isAskingPair', () => {
  test.each([
    ['two words that ask together', 'ten la gi', 1, true],
    ['one of them with what precedes it', 'ten la gi', 0, false],
    ['one that has nothing after it', 'la gi', 1, false],
    ['two words that ask each for itself', 'ai gi', 0, false],
  ])('judges %s', (_, question, at, isOne) => {
    expect(isAskingPair(tokenize(question), at, 'vi', false)).toBe(isOne);
  });
});
