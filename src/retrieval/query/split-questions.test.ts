import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitQuestions } from './split-questions.js';

const FILLER = 'Hôm nay trời mưa to nên mình ngồi nhà đọc báo rồi nghĩ chuyện trên trời dưới đất. ';

describe('a message is', () => {
  test.each([
    ['its own question', 'Lễ diễn ra ở đâu?', ['Lễ diễn ra ở đâu?']],
    ['one with what is said before', 'Tôi ở Hòn Mây. Ai là bí thư?', ['Tôi ở Hòn Mây. Ai là bí thư?']],
    ['two questions', 'Ai phát biểu? Lễ ở đâu?', ['Ai phát biểu?', 'Lễ ở đâu?']],
    ['two on two lines', 'Ai phát biểu?\nLễ ở đâu?', ['Ai phát biểu?', 'Lễ ở đâu?']],
    ['three at most', 'Ai dự? Ai nói? Ở đâu? Khi nào?', ['Ai dự?', 'Ai nói?', 'Ở đâu?']],
    [
      'one where the other only asks whether to ask',
      'Bạn ơi cho hỏi được không? Ai dự?',
      ['Bạn ơi cho hỏi được không? Ai dự?'],
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

test('any text is one question to three', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('? ', '\n', 'Ai dự', FILLER, '. ', '?'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const questions = splitQuestions(pieces.join(''));
      expect(questions.length).toBeLessThanOrEqual(3);
      if (questions.length > 1) expect(questions.every((question) => question.includes('?'))).toBe(true);
    }),
  );
});
