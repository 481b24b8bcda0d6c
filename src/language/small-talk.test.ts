import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asks, isFragment, isPolite, smallTalkIn } from './small-talk.js';

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
    ['Mày là ai?', 'about'],
    ['Cách dùng?', 'about'],
    ['cảm ơn ban', 'thanks'],
    ['há há', 'remark'],
    ['quááá hay', 'remark'],
    ['chúc mừng năm mới', 'greeting'],
    ['chuc bot mot ngay tot lanh', 'greeting'],
    ['have a nice day', 'greeting'],
    ['có ai không', 'greeting'],
    ['cảm ơn bạn đã giúp mình nhiều', 'thanks'],
    ['thanks for your help', 'thanks'],
    ['câu trả lời rất hay', 'remark'],
    ['bot thông minh quá', 'remark'],
    ['xin lỗi nhé', 'remark'],
    ['dạ vâng ạ', 'remark'],
    ['good job', 'remark'],
    ['👍', 'remark'],
    [':))', 'remark'],
    ['bạn là người hay máy?', 'about'],
    ['are you a bot?', 'about'],
    ['tên gì vậy?', 'about'],
    ['thanks a lot', 'thanks'],
    ['many thanks guys', 'thanks'],
    ['bot ơi', 'greeting'],
    ['ê bot', 'greeting'],
    ['a lô bạn ơi', 'greeting'],
    ['nice to meet you', 'greeting'],
    ['hihi vui quá', 'remark'],
    ['đồ ngu', 'remark'],
    ['dm', 'remark'],
    ['buồn cười quá', 'remark'],
    ['bạn có phải là người không', 'about'],
    ['ban bao nhieu tuoi', 'about'],
    ['where are you from?', 'about'],
    ['bạn giới thiệu về bản thân đi', 'about'],
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
    'Ông là ai?',
    'Ông tên là gì?',
    'ong la ai',
    'Bột là gì?',
    'Ong là con gì?',
    'may la cai gi',
    'Mây là cái gì?',
    'Đây là ai?',
    'Ban làm những việc gì?',
    'Vàng?',
    'Tuyết?',
    'Kaka?',
    'Hà Hà',
    'u minh',
    'yêu nước',
    'đỉnh núi',
    'tệ nạn',
    'chúc mừng đại hội',
    'cảm ơn các mẹ Việt Nam anh hùng',
    'cảm ơn bạn, năm 2019 thì sao',
    'cảm ơn bạn cho hỏi ai là chủ tịch',
    'bot ơi ai là chủ tịch',
    'ban o dau',
    'bạn đọc bao nhiêu tuổi',
    'Bác Hồ',
    'ông giới thiệu gì',
    '',
    '???',
  ])('lets %j be searched for', (text) => {
    expect(smallTalkIn(text)).toBeNull();
  });

  test.each(['Cách dùng?', 'su dung the nao', 'Cách sử dụng?', 'tên gì?'])(
    'goes on with what was asked before: %s',
    (text) => {
      expect(smallTalkIn(text, true)).toBeNull();
      expect(smallTalkIn('bạn là ai', true)).toBe('about');
    },
  );

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

test.each([
  ['Bạn ơi cho hỏi được không?', true],
  ['co ai biet khong', true],
  ['Cô Hà là ai?', false],
  ['Ai?', false],
  ['Có cầu không?', false],
])('whether %j only asks whether to ask: %j', (text, expected) => {
  expect(isPolite(text)).toBe(expected);
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
    'Chợ này đông ghê',
    'Con mèo xinh thế',
    'đẹp ha ha ha ha rồi',
  ])('hears none in %j', (text) => {
    expect(asks(text)).toBe(false);
  });
});

test.each([
  ['Hòn Mây', true],
  ['năm 2031', true],
  ['ở Hòn Mây và Bến Lở', true],
  ['hà nội', true],
  ['Thành ủy Hải Phòng', true],
  ['văn phòng tỉnh ủy điện biên', true],
  ['ở hải phòng', true],
  ['thanh hóa 2031', true],
  ['quy nhơn năm 2031', true],
  ['quảng nam', true],
  ['ở nhà', false],
  ['Đọc rồi', false],
  ['Hôm qua mình cũng ở đó', false],
  ['', false],
])('whether %j only names something: %j', (text, expected) => {
  expect(isFragment(text)).toBe(expected);
});
