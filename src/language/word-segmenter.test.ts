import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vietnameseLexicon } from './lexicon.js';
import { wholePhrases } from './word-segmenter.js';

const widened = (text: string, part: string) => {
  const start = text.indexOf(part);
  const [whole] = wholePhrases(text, [{ start, end: start + part.length }], vietnameseLexicon());
  return text.slice(whole?.start, whole?.end);
};

test.each([
  ['Chị Lường Thị Khuyên nhận giải.', 'Thị', 'Chị Lường Thị Khuyên'],
  ['cầu do kỹ sư Đào Văn Nhẫn vẽ', 'Đào Văn', 'Đào Văn Nhẫn'],
  ['giá 1.250.000 đồng', '250', '1.250.000'],
  ['họp ngày 17/10/2034 ở chợ', '10', 'ngày 17/10/2034'],
  ['một người thợ gốm', 'gườ', 'người'],
  ['dài 3,5 cây số', '3', '3,5'],
  ['ca mắc COVID-19 mới', 'COVID', 'COVID-19'],
  ['tăng 12,5 % so với', '5', '12,5 %'],
  ['ở TP.HCM có mưa', 'HCM', 'TP.HCM'],
  ["anh K'Brêu nói", 'Brêu', "K'Brêu"],
  ['theo số 12-KH/TU ấy', 'KH', '12-KH/TU'],
  ['xã Mường Lay. Nậm Pồ ở xa', 'Lay', 'Mường Lay'],
  ['lễ ở thành phố ven sông', 'thành', 'thành phố'],
  ['bà là phó chủ tịch xã', 'tịch xã', 'chủ tịch xã'],
])('in "%s", "%s" is a part of "%s"', (text, part, whole) => {
  expect(widened(text, part)).toBe(whole);
});

test('what is whole stays as it is', () => {
  const text = 'Ông Hà Văn Đểnh, quản tượng của trại Suối Ngọc, cho voi tắm.';
  for (const part of ['trại Suối Ngọc', 'quản tượng', 'cho voi tắm']) expect(widened(text, part)).toBe(part);
});

test('whatever the text, no end lies within a word, and nothing of the span is lost', () => {
  const word = fc.constantFrom(
    'thành',
    'phố',
    'Hòn',
    'Mây',
    'cao',
    '18',
    '1.200',
    'mét',
    ',',
    '. ',
    ' ',
    '7/10/2031',
    'năm',
    'é',
  );
  fc.assert(
    fc.property(fc.array(word), fc.nat(), fc.nat(), (parts, a, b) => {
      const text = parts.join(' ');
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
        number,
        number,
      ];
      const [whole = { start, end }] = wholePhrases(text, [{ start, end }], vietnameseLexicon());
      expect(whole.start).toBeLessThanOrEqual(start);
      expect(whole.end).toBeGreaterThanOrEqual(end);
      if (start === end) return;
      for (const at of [whole.start, whole.end]) {
        expect(text.slice(Math.max(0, at - 1), at + 1)).not.toMatch(/^[\p{L}\p{N}]{2}$/u);
      }
      // Once widened, it is whole.
      expect(wholePhrases(text, [whole], vietnameseLexicon())).toEqual([whole]);
    }),
  );
});
