import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { englishDictionary } from '../../language/dictionary.js';
import { rewriteFollowUp } from './follow-up.js';
import { vietnameseLexicon } from '../../language/lexicon.js';

const LANGUAGES = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };

/** What the last question of a conversation is rewritten. */
function rewritten(...conversation: string[]): readonly string[] {
  return rewriteFollowUp(conversation.at(-1) ?? '', conversation.slice(0, -1), LANGUAGES);
}

describe('a part named anew takes the place of its like', () => {
  test.each([
    [
      'a year',
      ['Hà Nội được tặng huân chương gì năm 2010?', 'còn năm 2016 thì sao?'],
      'Hà Nội được tặng huân chương gì năm 2016?',
    ],
    [
      'a year, in English',
      ['Which order did Hanoi receive in 2010?', 'What about 2016?'],
      'Which order did Hanoi receive in 2016?',
    ],
    [
      'a lunar day',
      ['Ai đến rằm tháng bảy?', 'còn mùng 3 tháng Giêng thì sao?'],
      'Ai đến mùng 3 tháng Giêng?',
    ],
    [
      'a year, with thanks between',
      ['Ai đến năm 2010?', 'cảm ơn bot nhé', 'còn năm 2016?'],
      'Ai đến năm 2016?',
    ],
    [
      'a year, after earlier thanks before a question',
      ['Cảm ơn bạn. Ai đến năm 2010?', 'còn năm 2016?'],
      'Ai đến năm 2016?',
    ],
    ['a day', ['Ai đến ngày 5/3/2031?', 'thế còn 6/3/2031?'], 'Ai đến 6/3/2031?'],
    ['a place', ['Ai phát biểu ở Hà Nội?', 'còn ở Điện Biên?'], 'Ai phát biểu ở Điện Biên?'],
    ['a place alone', ['Ai phát biểu ở Hà Nội?', 'Sa Pa?'], 'Ai phat bieu o Sa Pa?'],
    ['a place that is not listed', ['Ai phát biểu ở Bù Hút?', 'thế ở Bến Lở?'], 'Ai phát biểu ở Bến Lở?'],
    ['a place, in English', ['Who spoke in Hanoi?', 'and in Can Tho?'], 'Who spoke in Can Tho?'],
    [
      'a place, with the committee of the one before',
      ['Chánh Văn phòng Thành ủy Hải Phòng là ai?', 'còn Điện Biên thì sao?'],
      'Chánh Văn phòng Điện Biên là ai?',
    ],
    [
      'a place, with the figure that was the other one’s',
      ['Lễ 90 năm ở Hà Nội diễn ra khi nào?', 'vậy còn Điện Biên?'],
      'Lễ ở Điện Biên diễn ra khi nào?',
    ],
    [
      'a place of which nothing shows that it is one',
      ['Ai họp ở Cần Thơ?', 'còn Bù Hút?'],
      'Ai họp ở Bù Hút?',
    ],
    ['such a place before it', ['Bù Hút có gì?', 'còn Cần Thơ?'], 'Cần Thơ có gì?'],
    ['a person', ['Ông Lê Tiến Châu là ai?', 'còn bà Tuyến?'], 'bà Tuyến là ai?'],
    ['an office', ['Bí thư Hải Phòng là ai?', 'còn phó bí thư?'], 'phó bí thư Hải Phòng là ai?'],
    [
      'an award, with the class of the other one',
      ['Ai được tặng Huân chương Lao động hạng Nhất?', 'còn Huân chương Độc lập?'],
      'Ai được tặng Huân chương Độc lập?',
    ],
    ['a document', ['Nghị quyết 45 nói gì?', 'còn nghị quyết 15?'], 'nghị quyết 15 nói gì?'],
  ])('%s', (_, conversation, meant) => {
    expect(rewritten(...conversation)).toEqual([meant]);
  });

  test.each([
    ['a bare question', ['ai phat bieu o ha noi', 'còn Cần Thơ thì sao?'], 'ai phat bieu o Can Tho'],
    ['a bare follow-up', ['Ai phát biểu ở Hà Nội?', 'con dien bien'], 'Ai phat bieu o dien bien?'],
    ['figures', ['Ai phát biểu năm 2010?', '2016?'], 'Ai phát biểu 2016?'],
    ['English', ['Who spoke in Hà Nội?', 'còn Cần Thơ?'], 'Who spoke in Cần Thơ?'],
  ])('in the poorer spelling of the two: %s', (_, conversation, meant) => {
    expect(rewritten(...conversation)).toEqual([meant]);
  });

  test.each([
    ['is added', ['Hà Nội được tặng gì?', 'còn năm 2016?'], 'Hà Nội được tặng gì, năm 2016'],
    [
      'that answers the question is added to what it was about',
      ['Hà Nội được tặng huân chương năm nào?', 'còn năm 2016?'],
      'Hà Nội được tặng huân chương, năm 2016',
    ],
    [
      'is added with its words',
      ['Ai phát biểu ở Hà Nội?', 'còn báo cáo ở Cần Thơ?'],
      'Ai phát biểu ở Cần Thơ, báo cáo ở',
    ],
  ])('where there is none, it %s', (_, conversation, meant) => {
    expect(rewritten(...conversation)).toEqual([meant]);
  });
});

describe('a question that leans on the one before asks about the same', () => {
  test.each([
    ['who', ['Lễ ở Hà Nội năm 2010 diễn ra khi nào?', 'ai phát biểu?'], 'ai phát biểu, Hà Nội, năm 2010'],
    ['who, in English', ['When was the ceremony in Hanoi?', 'who spoke?'], 'who spoke, Hanoi'],
    ['who, instead of whom', ['Bí thư Hải Phòng là ai?', 'ai phát biểu?'], 'ai phát biểu, Hải Phòng'],
    ['who, where nothing is named', ['Bao giờ mở hội?', 'ai phát biểu?'], 'ai phát biểu, mở hội'],
    ['why', ['Các đại biểu ở Hà Nội ủng hộ ai?', 'vì sao?'], 'vì sao, Các đại biểu ở Hà Nội ủng hộ'],
    ['what he said', ['Ai phát biểu ở Hà Nội?', 'ông ấy nói gì?'], 'nói gì, phát biểu ở Hà Nội'],
    ['what was done there', ['Ai họp ở Bù Hút?', 'ở đó bầu ra gì?'], 'bầu ra gì, họp ở Bù Hút'],
    [
      'when it was elsewhere',
      ['Ai phát biểu ở Hà Nội?', 'ở Cần Thơ thì khi nào?'],
      'ở Cần Thơ thì khi nào, phát biểu ở',
    ],
    ['for more', ['Ai phát biểu ở Hà Nội?', 'nói thêm đi'], 'Ai phát biểu ở Hà Nội?'],
  ])('%s', (_, conversation, meant) => {
    expect(rewritten(...conversation)).toEqual([meant]);
  });

  test('or about something new when it has words enough of its own', () => {
    expect(rewritten('Ai phát biểu ở Hà Nội?', 'ai trao bằng khen?')).toEqual([
      'ai trao bằng khen, Hà Nội',
      'ai trao bằng khen?',
    ]);
  });
});

describe('a chain of them', () => {
  const FIRST = 'Lễ 90 năm ở Hà Nội diễn ra khi nào?';

  test('is followed from one to the next', () => {
    expect(rewritten(FIRST, 'còn Điện Biên?', 'ai phát biểu?')).toEqual(['ai phát biểu, Điện Biên']);
    expect(rewritten(FIRST, 'ai phát biểu?', 'còn Điện Biên?')).toEqual(['ai phát biểu, Điện Biên']);
  });

  test('keeps what it is about and forgets what else was asked about it', () => {
    expect(rewritten(FIRST, 'ai phát biểu?', 'vì sao?')).toEqual(['vì sao, Lễ 90 năm ở Hà Nội']);
  });

  test('begins anew with a question that stands by itself', () => {
    const other = 'Tàu tiếp tế của trạm khí tượng Hòn Mây tên là gì?';
    expect(rewritten(FIRST, other, 'khi nào?')).toEqual(rewritten(other, 'khi nào?'));
  });
});

describe('a question that stands by itself is read as it is', () => {
  test.each([
    'Bù Hút thuộc tỉnh nào?',
    'Ông Lò Văn Muôn giữ chức gì?',
    'Còn ở Cần Thơ ai hát tặng đại biểu?',
    'Thế Chánh Văn phòng Tỉnh ủy Điện Biên là ai?',
    'Chánh Văn phòng Tỉnh ủy Nghệ An là ai',
    'Nghị quyết 15 nói gì?',
    'Cơ quan nào đã chọn ngày truyền thống cho ngành văn phòng cấp ủy?',
    'By which month had the Sa Pa office put technology to use in its everyday work?',
    'How many people attended the gathering in Hai Phong?',
    'thoi tiet dien bien hom nay the nao',
    'Cách nấu phở bò ngon tại nhà như thế nào?',
    'huan chuong doc lap hang ba',
    'cảm ơn bạn nhé',
    'hay quá',
    '👍',
    '',
  ])('%j', (question) => {
    expect(rewritten('Ai phát biểu tại lễ kỷ niệm ở Hà Nội?', question)).toEqual([question]);
  });

  test.each(['còn năm 2016 thì sao?', 'vì sao?', 'ông ấy nói gì?', ' Sa Pa ?'])(
    'for want of one before it: %j',
    (question) => {
      expect(rewritten(question)).toEqual([question]);
    },
  );
});

/** Anything that can be typed or pasted, with what makes a follow-up among it. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        ...['còn', 'con', 'thì sao', 'what about', 'ông ấy', 'đó', 'Hà Nội', 'dien bien', 'bà Tuyến', 'năm'],
        ...['2016', '17/10/2024', '90 năm', 'hạng Ba', 'Huân chương', 'ai', 'gì', ',', '?', 'nghị quyết 15'],
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(' '));

test('any conversation is read without an error, and not longer than all that was said', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 5 }), anyText, (earlier, text) => {
      const [meant, ...others] = rewriteFollowUp(text, earlier, LANGUAGES);
      const said = [...earlier, text].join(', ').normalize('NFD').length;
      expect(meant.length).toBeLessThanOrEqual(4 * said);
      expect(others.every((other) => other === text)).toBe(true);
    }),
  );
});

test('a conversation of pages is read by the beginnings of its last ones', () => {
  const page = 'Cầu treo Khe Đước dài bao nhiêu mét? '.repeat(3000);
  const [meant] = rewriteFollowUp('vì sao?', Array<string>(50).fill(page), LANGUAGES);
  expect(meant.length).toBeLessThan(600);
});
