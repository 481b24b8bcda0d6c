import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionsBeyond, splitQuestions } from './split-questions.js';

const FILLER = 'Hôm nay trời mưa to nên mình ngồi nhà đọc báo rồi nghĩ chuyện trên trời dưới đất. ';

describe('a message is', () => {
  test.each([
    ['its own question', 'Lễ diễn ra ở đâu?', ['Lễ diễn ra ở đâu?']],
    ['one with what is said before', 'Tôi ở Hòn Mây. Ai là bí thư?', ['Tôi ở Hòn Mây. Ai là bí thư?']],
    ['two questions', 'Ai phát biểu? Lễ ở đâu?', ['Ai phát biểu?', 'Lễ ở đâu?']],
    ['two on two lines', 'Ai phát biểu?\nLễ ở đâu?', ['Ai phát biểu?', 'Lễ ở đâu?']],
    ['three at most', 'Ai dự? Ai nói? Ở đâu? Khi nào?', ['Ai dự?', 'Ai nói?', 'Ở đâu?']],
    ['one where the other only asks whether to ask', 'Bạn ơi cho hỏi được không? Ai dự?', ['Ai dự?']],
    ['one after thanks', 'Cảm ơn bạn. Còn năm 2031?', ['Còn năm 2031?']],
    ['one after short thanks', 'Cảm ơn. Còn năm 2031?', ['Còn năm 2031?']],
    ['one with an abbreviation', 'Ở TP. Huế có gì? TX. nào dự?', ['Ở TP. Huế có gì?', 'TX. nào dự?']],
    ['one after a greeting', 'Chào bot! Còn năm 2031', ['Còn năm 2031']],
    ['one after thanks and a comma', 'ok cảm ơn, còn ở Bến Lở?', ['còn ở Bến Lở?']],
    ['one after a question whether to ask', 'Bạn ơi, cho hỏi: ai dự?', ['cho hỏi: ai dự?']],
    [
      'two, the last without its mark',
      'Ai là bí thư? lễ diễn ra ở đâu',
      ['Ai là bí thư?', 'lễ diễn ra ở đâu'],
    ],
    ['two without a blank between', 'Ai là bí thư?Lễ ở đâu?', ['Ai là bí thư?', 'Lễ ở đâu?']],
    ['two of a list in a line', '1. Ai chủ trì lễ 2. Lễ ở đâu', ['Ai chủ trì lễ', 'Lễ ở đâu']],
    ['two with letters in a line', 'a) Ai chủ trì lễ b) Lễ ở đâu', ['Ai chủ trì lễ', 'Lễ ở đâu']],
    [
      'two that other words join',
      'Ai là chủ tịch xã, đồng thời lễ tổ chức ở đâu?',
      ['Ai là chủ tịch xã?', 'lễ tổ chức ở đâu?'],
    ],
    ['two with a stroke', 'Ai là chủ tịch xã / lễ ở đâu', ['Ai là chủ tịch xã?', 'lễ ở đâu']],
    ['one with a number', 'Khóa 12. 2 xã nào đạt?', ['Khóa 12. 2 xã nào đạt?']],
    [
      'one after which something is said',
      'Ai là bí thư? Mình hỏi cho ai đó.',
      ['Ai là bí thư? Mình hỏi cho ai đó.'],
    ],
    ['two with thanks between', 'Ai dự? Cảm ơn nhé. Ở đâu?', ['Ai dự?', 'Ở đâu?']],
    ['thanks alone', 'Cảm ơn bạn. Hay quá!', ['Cảm ơn bạn. Hay quá!']],
    [
      'two with what is said after them',
      'Ai là chủ tịch? Ai là bí thư? Ở Hòn Mây nhé.',
      ['Ai là chủ tịch? Ở Hòn Mây nhé.', 'Ai là bí thư? Ở Hòn Mây nhé.'],
    ],
    ['two, one of them for a person', 'Cô Hà là ai? Ai?', ['Cô Hà là ai?', 'Ai?']],
    ['two, the other about its use', 'Bột là gì? Cách dùng?', ['Bột là gì?', 'Cách dùng?']],
    [
      'two that “and” joins',
      'Lễ trao giải diễn ra khi nào và do ai chủ trì?',
      ['Lễ trao giải diễn ra khi nào?', 'do ai chủ trì?'],
    ],
    ['two without diacritics', 'le trao giai o dau va ai du?', ['le trao giai o dau?', 'ai du?']],
    [
      'two in English',
      'When was the fair held and who opened it?',
      ['When was the fair held?', 'who opened it?'],
    ],
    [
      'three that “and” joins',
      'Lễ trao giải ở đâu và khi nào, và ai chủ trì?',
      ['Lễ trao giải ở đâu?', 'khi nào?', 'ai chủ trì?'],
    ],
    ['two of a list', '1. Ai chủ trì lễ?\n2. Lễ ở đâu?', ['Ai chủ trì lễ?', 'Lễ ở đâu?']],
    ['two of a list without marks', '- Ai chủ trì lễ\n- Lễ ở đâu', ['Ai chủ trì lễ', 'Lễ ở đâu']],
    [
      'two without a question mark',
      'Ai chủ trì lễ trao giải và lễ diễn ra ở đâu',
      ['Ai chủ trì lễ trao giải?', 'lễ diễn ra ở đâu'],
    ],
    [
      'two that “and” joins, the first of few words',
      'Ai là chủ tịch và năm nào khánh thành?',
      ['Ai là chủ tịch?', 'năm nào khánh thành?'],
    ],
    ['two for persons', 'Ai dự lễ và ai phát biểu?', ['Ai dự lễ?', 'ai phát biểu?']],
    ['two about persons', 'Cô Hà là ai và cô Lựu là ai?', ['Cô Hà là ai?', 'cô Lựu là ai?']],
    ['two for amounts', 'Cầu dài bao nhiêu và rộng mấy mét?', ['Cầu dài bao nhiêu?', 'rộng mấy mét?']],
    ['two with a comma', 'Lễ trao giải ở đâu, hôm nào?', ['Lễ trao giải ở đâu?', 'hôm nào?']],
    ['two with “còn”', 'Bí thư là ai còn chủ tịch là ai?', ['Bí thư là ai?', 'chủ tịch là ai?']],
    [
      'two of a kind in English',
      'How long is it and how much did it cost?',
      ['How long is it?', 'how much did it cost?'],
    ],
    [
      'one for two amounts',
      'Bao nhiêu xã và bao nhiêu phường đạt?',
      ['Bao nhiêu xã và bao nhiêu phường đạt?'],
    ],
    [
      'one comparison of two amounts',
      'So sánh xã Hạ có bao nhiêu hộ và xã Đồi có bao nhiêu hộ?',
      ['So sánh xã Hạ có bao nhiêu hộ và xã Đồi có bao nhiêu hộ?'],
    ],
    ['one about two persons', 'Cô Hà và cô Lựu là ai?', ['Cô Hà và cô Lựu là ai?']],
    [
      'one with a list',
      'Xã Hạ, xã Thượng và xã Trung có mấy hộ?',
      ['Xã Hạ, xã Thượng và xã Trung có mấy hộ?'],
    ],
    ['one with a comma', 'Năm 2031, ai là bí thư Hòn Mây?', ['Năm 2031, ai là bí thư Hòn Mây?']],
    [
      'one with a comma after a month',
      'In May 2031, who led the school?',
      ['In May 2031, who led the school?'],
    ],
    ['one with “không còn”', 'Chợ không còn họp từ khi nào?', ['Chợ không còn họp từ khi nào?']],
    ['one with “va”', 'Có bao nhiêu vụ va chạm mấy năm qua?', ['Có bao nhiêu vụ va chạm mấy năm qua?']],
    [
      'one about two in English',
      'What did Hoa and Lan agree on when they met?',
      ['What did Hoa and Lan agree on when they met?'],
    ],
    ['one for two of a kind', 'Xã nào và phường nào được khen?', ['Xã nào và phường nào được khen?']],
    ['one that asks in two words', 'Ai và khi nào khai mạc lễ?', ['Ai và khi nào khai mạc lễ?']],
    ['one about two', 'Ai là bí thư và chủ tịch?', ['Ai là bí thư và chủ tịch?']],
    [
      'one comparison of amounts',
      'so sanh hon may va ben lo co bao nhieu ho',
      ['so sanh hon may va ben lo co bao nhieu ho'],
    ],
    ['one comparison', 'So sánh Hòn Mây với Bến Lở?', ['So sánh Hòn Mây với Bến Lở?']],
    ['one with an address', 'a.vn/x?y=z viết gì?', ['a.vn/x?y=z viết gì?']],
  ])('%s', (_, message, questions) => {
    expect(splitQuestions(message)).toEqual(questions);
  });

  test.each([
    ['before it', FILLER.repeat(22) + 'Ai là bí thư Hòn Mây?'],
    ['after it', 'Ai là bí thư Hòn Mây? ' + FILLER.repeat(22)],
    ['on both sides', FILLER.repeat(11) + 'Ai là bí thư Hòn Mây? ' + FILLER.repeat(11)],
    ['of one word', 'ờ'.repeat(1_900) + '. Ai là bí thư Hòn Mây?'],
    ['before a comma', 'thì là mà '.repeat(180) + ', Ai là bí thư Hòn Mây?'],
  ])('its question alone, with much %s', (_, message) => {
    expect(splitQuestions(message).map((question) => question.trim())).toEqual(['Ai là bí thư Hòn Mây?']);
  });
});

test('the questions beyond three are told', () => {
  expect(questionsBeyond('Ai dự? Ai nói? Ở đâu? Khi nào? Cảm ơn! Vì sao?')).toEqual(['Khi nào?', 'Vì sao?']);
  expect(questionsBeyond('Ai dự? Ai nói? Ở đâu?')).toEqual([]);
});

test('what joins without end is parted a few times', () => {
  expect(questionsBeyond('ai dự và khi nào khai mạc và '.repeat(3_000)).length).toBeLessThan(12);
});

test('any text is one question to three', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('? ', '\n', 'Ai dự', FILLER, '. ', '?'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const questions = splitQuestions(pieces.join(''));
      expect(questions.length).toBeLessThanOrEqual(3);
      if (questions.length > 1) expect(questions.every((question) => question.trim() !== '')).toBe(true);
    }),
  );
});
