import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutShouting } from './truecase.js';
import { vietnameseLexicon } from './lexicon.js';
import { tokenize } from './vietnamese.js';

const calm = (text: string) => withoutShouting(text, vietnameseLexicon());

test.each([
  ['LỄ DIỄN RA Ở ĐÂU?', 'Lễ diễn ra ở đâu?'],
  ['AI PHAT BIEU O HAI PHONG', 'Ai phat bieu o hai phong'],
  ['AI PHÁT BIỂU Ở HẢI PHÒNG', 'Ai phát biểu ở Hải Phòng'],
  ['Có BAO NHIÊU người ở HẢI PHÒNG?', 'Có bao nhiêu người ở Hải Phòng?'],
  ['UBND xã họp KHÔNG?', 'UBND xã họp không?'],
  ['AI là gì', 'AI là gì'],
  ['TU họp', 'TU họp'],
  ['BÍ THƯ TU HẢI PHÒNG LÀ AI', 'Bí thư TU Hải Phòng là ai'],
  ['HOP TU NGAY NAO', 'Hop tu ngay nao'],
  ['VĂN PHÒNG TU Ở ĐÂU', 'Văn phòng TU ở đâu'],
  ['THPT số 2, TP.HCM', 'THPT số 2, TP.HCM'],
  ['Bệnh viện K', 'Bệnh viện K'],
  ['UBND', 'UBND'],
  ['12-KH/TU', '12-KH/TU'],
])('%s becomes %s', (text, expected) => {
  expect(calm(text)).toBe(expected);
});

test('every word stays the same, and where it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, isLoud) => {
      const typed = isLoud ? text.toUpperCase() : text;
      expect(tokenize(calm(typed))).toEqual(tokenize(typed));
    }),
  );
});
