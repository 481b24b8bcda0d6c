import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_SENTENCE_LENGTH, splitSentences } from './sentences.js';

/** The sentences of `text`, as strings. */
function sentencesOf(text: string): string[] {
  return splitSentences(text).map(({ start, end }) => text.slice(start, end));
}

/** A sentence of `length` characters without any place to cut it but its blanks. */
function words(length: number): string {
  return 'từ '.repeat(Math.ceil(length / 3)).slice(0, length - 2) + 'x.';
}

describe('splitSentences ends a sentence', () => {
  test.each([
    ['at a full stop', 'Trời mưa. Đường trơn.', ['Trời mưa.', 'Đường trơn.']],
    ['at any other stop', 'Ai đó? Tôi! Vào đi… Vâng.', ['Ai đó?', 'Tôi!', 'Vào đi…', 'Vâng.']],
    ['after a run of stops', 'Thật sao?! Thật...', ['Thật sao?!', 'Thật...']],
    ['after the quotes and brackets that close it', '(Ảnh cũ.) “Đi.” Hết.', ['(Ảnh cũ.)', '“Đi.”', 'Hết.']],
    ['before a number', 'Họ đến. 20 người ở lại.', ['Họ đến.', '20 người ở lại.']],
    ['before a dash or a bullet', 'Có hai việc. - Đọc. • Viết.', ['Có hai việc.', '- Đọc.', '• Viết.']],
    ['after a year', 'Đó là năm 2016. Sau đó họ đi.', ['Đó là năm 2016.', 'Sau đó họ đi.']],
    ['after a day of the month', 'Họp vào ngày 16. Sau đó họ đi.', ['Họp vào ngày 16.', 'Sau đó họ đi.']],
    ['after a roman numeral', 'Đó là khóa XII. Sau đó họ đi.', ['Đó là khóa XII.', 'Sau đó họ đi.']],
    ['after a unit', 'Đường dài 12 km. Cầu dài 2 km.', ['Đường dài 12 km.', 'Cầu dài 2 km.']],
    ['after "v.v."', 'Có sách, báo, v.v. Mọi người đọc.', ['Có sách, báo, v.v.', 'Mọi người đọc.']],
    ['after a district of one figure', 'Nhà ở Q.1. Điện thoại còn.', ['Nhà ở Q.1.', 'Điện thoại còn.']],
    ['after the ward in it', 'Ở P.12, Q.5. Họ đi.', ['Ở P.12, Q.5.', 'Họ đi.']],
    ['after a month', 'Họp vào T.8. 20 người dự.', ['Họp vào T.8.', '20 người dự.']],
    ['after a share', 'Họp ngày 5/3. 20 người dự.', ['Họp ngày 5/3.', '20 người dự.']],
    ['after a unit before a figure', 'Cao 1 m. 5 người đo.', ['Cao 1 m.', '5 người đo.']],
    ['after a short unit', 'Nặng 12 kg. 5 người khiêng.', ['Nặng 12 kg.', '5 người khiêng.']],
    ['after a Roman figure of one letter', 'Đó là khóa X. Sau đó họ đi.', ['Đó là khóa X.', 'Sau đó họ đi.']],
    ['at a line break', 'Một tiêu đề\nMột câu\n\nCâu nữa', ['Một tiêu đề', 'Một câu', 'Câu nữa']],
    ['at a line break inside a quotation', '“Một.\nHai.” Ba.', ['“Một.', 'Hai.”', 'Ba.']],
  ])('%s', (_, text, expected) => {
    expect(sentencesOf(text)).toEqual(expected);
  });
});

describe('splitSentences does not end a sentence', () => {
  test.each([
    ['after TP.', 'Ông sống ở TP. Hải Phòng từ nhỏ.'],
    ['inside TP.HCM', 'Ông sống ở TP.HCM từ nhỏ.'],
    ['after Th.S', 'Gặp Th.S Trần Thị Bình hôm qua.'],
    ['after Th.S.', 'Gặp Th.S. Trần Thị Bình hôm qua.'],
    ['after TS. in brackets', 'Tác giả (TS. Trần Bình) vắng mặt.'],
    ['after joined titles', 'Gặp PGS.TS. Trần Bình hôm qua.'],
    ['after separate titles', 'Gặp PGS. TS. Trần Bình hôm qua.'],
    ['after No. before a number', 'Theo văn bản No. 5 thì được.'],
    ['after the initials of a name', 'Nhà văn J. R. R. Tolkien viết sách.'],
    ['after the letters of a name', 'Tổng thống U.S. Grant đã mất.'],
    ['after P. and Q.', 'Nhà ở P. Bến Nghé, Q. 1 từ lâu.'],
    ['after P., Kp. and tr. before a figure', 'Ở Kp. 4, P. 3, xem tr. 15, t. 2, q. 3 đã.'],
    ['after a place in short', 'Họ ở Tx. Tân Uyên, Tt. Long Thành, H. Củ Chi cả.'],
    ['after a name in short', 'Đồng chí Ng. Văn Nam và Ph. Thị Lan nói.'],
    ['after an office in short', 'Gặp Đ/c. Ba, KTS. Minh, BS.CKII. Lan, NSND. Tư rồi.'],
    ['after an initial that looks like a figure', 'Gặp tổng thống V. Nam hôm qua.'],
    ['inside a decimal number', 'Tăng 3.5 lần, tới 1.234.567 đồng.'],
    ['inside a date', 'Sinh ngày 18-10-1930 hoặc 18.10.1930 ở Huế.'],
    ['inside an address', 'Xem trang www.example.vn hoặc viết cho a.b@example.vn nhé.'],
    ['after the number that opens a list item', '1. Mở đầu câu chuyện'],
    ['at an ellipsis before a small letter', 'Ông im lặng… rồi bước ra... và đi.'],
    ['before the words that attribute a quotation', '“Đi thôi. Muộn rồi.” ông nói.'],
    ['inside a quotation', 'Ông nói: “Đi thôi. Muộn rồi. Trời tối.”'],
    ['inside angle quotes', 'Ông nói: «Đi thôi. Muộn rồi.»'],
  ])('%s', (_, text) => {
    expect(sentencesOf(text)).toEqual([text]);
  });
});

describe('splitSentences', () => {
  test.each(['', ' ', '\n\n', ' \n\t\u00a0 '])('finds no sentence in %j', (text) => {
    expect(splitSentences(text)).toEqual([]);
  });

  test('splits after a quotation that a new sentence follows', () => {
    expect(sentencesOf('“Đi thôi. Muộn rồi.” Ông đứng dậy.')).toEqual([
      '“Đi thôi. Muộn rồi.”',
      'Ông đứng dậy.',
    ]);
  });

  test('splits inside a quotation that never closes', () => {
    expect(sentencesOf('Ông nói: “Đi thôi. Muộn rồi. Trời tối.')).toEqual([
      'Ông nói: “Đi thôi.',
      'Muộn rồi.',
      'Trời tối.',
    ]);
  });

  test('splits inside a quotation too long to be shown whole', () => {
    const long = words(400);
    expect(sentencesOf(`“Đi thôi. ${long} T${long}” ông nói.`)[0]).toBe(`“Đi thôi. ${long}`);
  });

  test('leaves a sentence of the greatest length whole', () => {
    const sentence = words(MAX_SENTENCE_LENGTH);
    expect(sentencesOf(sentence)).toEqual([sentence]);
  });

  test.each([
    ['a semicolon rather than a comma', `${words(300)}; ${words(100)}, ${words(300)}`, `${words(300)};`],
    ['a colon rather than a comma', `${words(300)}: ${words(100)}, ${words(300)}`, `${words(300)}:`],
    [
      'the last comma that fits',
      `${words(250)}, ${words(250)}, ${words(250)}`,
      `${words(250)}, ${words(250)},`,
    ],
  ])('cuts a sentence that is too long after %s', (_, text, expected) => {
    const sentence = text.replaceAll('.', 'x');
    expect(sentencesOf(sentence)[0]).toBe(expected.replaceAll('.', 'x'));
  });

  test('cuts a long sentence at a blank when its only clause ends early', () => {
    const [first = '', second = ''] = sentencesOf(`Một, ${'chữ '.repeat(300)}`);
    expect(first.length).toBeGreaterThanOrEqual(MAX_SENTENCE_LENGTH - 'chữ '.length);
    expect(second.startsWith('chữ chữ')).toBe(true);
  });

  test.each([
    ['a surrogate pair', '𠀀'],
    ['a letter and its combining marks', 'x\u0323\u0302'],
    ['a joined emoji', '👩🏽‍💻'],
  ])('cuts a run without blanks, but not through %s', (_, character) => {
    const pieces = sentencesOf(`a${character.repeat(MAX_SENTENCE_LENGTH)}`);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.slice(1).every((piece) => piece.length % character.length === 0)).toBe(true);
    expect(pieces.slice(1).every((piece) => piece.startsWith(character))).toBe(true);
  });
});

/** Texts made of what the rules look at, besides arbitrary characters. */
const textArbitrary = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('Ông', 'đi', 'TP.', 'v.v.', 'No. 5', '3.5', 'A.', '1.', '20') },
      { weight: 6, arbitrary: fc.constantFrom('.', '…', '?', '“', '”', '«', '»', '"', ')', ',', '; ', ': ') },
      { weight: 6, arbitrary: fc.constantFrom(' ', ' ', ' ', '\n', '\u00a0', '\t') },
      { weight: 1, arbitrary: fc.constantFrom('x'.repeat(500), 'từ '.repeat(250), '𠀀'.repeat(400)) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('for any text, the sentences', () => {
  test('stand in order without overlapping, and leave out nothing but blanks', () => {
    fc.assert(
      fc.property(textArbitrary, (text) => {
        let covered = 0;
        for (const { start, end } of splitSentences(text)) {
          expect(text.slice(covered, start).trim()).toBe('');
          expect(start).toBeGreaterThanOrEqual(covered);
          covered = end;
        }
        expect(text.slice(covered).trim()).toBe('');
      }),
    );
  });

  test('are trimmed, not empty, within one line and never too long', () => {
    fc.assert(
      fc.property(textArbitrary, (text) => {
        for (const sentence of sentencesOf(text)) {
          expect(sentence).toBe(sentence.trim());
          expect(sentence).not.toBe('');
          expect(sentence).not.toContain('\n');
          expect(sentence.length).toBeLessThanOrEqual(MAX_SENTENCE_LENGTH);
        }
      }),
    );
  });

  test('never cut a surrogate pair', () => {
    fc.assert(
      fc.property(textArbitrary, (text) => {
        expect(sentencesOf(text).some((sentence) => /\p{Cs}/u.test(sentence))).toBe(/\p{Cs}/u.test(text));
      }),
    );
  });
});

// In quadratic time each of these takes longer than the time limit of a test, in linear time about a second.
describe('takes linear time for a text of 5 MB made of', () => {
  test.each([
    ['stops', 'a.'],
    ['opening quotes', '“'],
    ['quotes that open before each sentence', '“Ab. '],
    ['words without a stop', 'ab '],
    ['one endless word', 'x'],
    ['combining marks', '\u0301'],
  ])('%s', (_, unit) => {
    const text = unit.repeat(5_000_000 / unit.length);
    expect(splitSentences(text).at(-1)?.end).toBe(text.trimEnd().length);
  });
});
