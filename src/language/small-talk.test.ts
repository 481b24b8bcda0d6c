import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asks, isFragment, smallTalkIn } from './small-talk.js';

describe('smallTalkIn', () => {
  test.each([
    ['chào bạn nhé', 'greeting'],
    ['alo alo', 'greeting'],
    ['Hellooo!', 'greeting'],
    ['ngủ ngon nha', 'greeting'],
    ['cám ơn nhiều ạ', 'thanks'],
    ['cam on ban', 'thanks'],
    ['ok tks', 'thanks'],
    ['Thank you so much!', 'thanks'],
    ['hihi', 'remark'],
    ['kkkk', 'remark'],
    ['okie', 'remark'],
    ['hay quá bạn ơi', 'remark'],
    ['không sao đâu', 'remark'],
    ['bot tên gì?', 'about'],
    ['m la ai', 'about'],
    ['ai tạo ra bot vậy', 'about'],
    ['what can you do?', 'about'],
    ['giúp với', 'about'],
  ])('knows %s', (text, kind) => {
    expect(smallTalkIn(text)).toBe(kind);
  });

  test.each([
    'Ai là bí thư?',
    'cảm ơn, còn ở Cần Thơ?',
    'xin chào, ai phát biểu ở buổi lễ',
    'Hà',
    'Chi Lăng',
    'bạn đọc là ai',
    'huân chương',
    'help the poor',
    '',
    '???',
  ])('lets %j be searched for', (text) => {
    expect(smallTalkIn(text)).toBeNull();
  });

  test('hears the same in capitals, without diacritics and with signs around it', () => {
    const said = fc.constantFrom('xin chào', 'cảm ơn bot', 'haha', 'bạn là ai', 'help');
    const sign = fc.constantFrom('', '!', '...', ' :)', ' 👍', '~~', '?');
    fc.assert(
      fc.property(said, sign, fc.boolean(), (text, mark, isLoud) => {
        const typed = `${isLoud ? text.toUpperCase() : text}${mark}`;
        expect(smallTalkIn(typed)).toBe(smallTalkIn(text));
        expect(smallTalkIn(typed)).not.toBeNull();
      }),
    );
  });
});

describe('asks', () => {
  test.each([
    'lễ hôm nào',
    'le o dau',
    'còn Hòn Mây',
    'kể thêm đi',
    'có họp không',
    'tell me more',
    'mấy giờ',
    'thật à?',
  ])('hears a question in %j', (text) => {
    expect(asks(text)).toBe(true);
  });

  test.each([
    'mai mình xem sau',
    'bài này dài ghê',
    'đầu tiên phải đọc đã',
    'tôi không nghĩ vậy',
    'cần đọc lại',
  ])('hears none in %j', (text) => {
    expect(asks(text)).toBe(false);
  });
});

test.each([
  ['Hòn Mây', true],
  ['năm 2031', true],
  ['ở Hòn Mây và Bến Lở', true],
  ['hà nội', true],
  ['Đọc rồi', false],
  ['Hôm qua mình cũng ở đó', false],
  ['', false],
])('whether %j only names something: %j', (text, expected) => {
  expect(isFragment(text)).toBe(expected);
});
