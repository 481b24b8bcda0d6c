import { describe, expect, test } from 'vitest';
import { Lexicon, vietnameseLexicon } from './lexicon.js';
import { keyEntities, withoutShouting } from './names.js';
import fc from 'fast-check';
import { tokenize } from './vietnamese.js';

const LEXICON = new Lexicon('#documents\t1000\nbí thư\t200\t0\t90\n');
const names = (text: string) => keyEntities(text, LEXICON);
const times = (count: number, sentence: string) => Array.from({ length: count }, () => sentence).join(' ');

describe('the names of an article', () => {
  test('are those that it uses at least three times, most used first', () => {
    const text = `${times(3, 'Gặp ông Tạ Khê.')} ${times(4, 'ra đảo Hòn Mây.')} ${times(2, 'có bà Âu Lạng.')}`;
    expect(names(text)).toEqual(['Hòn Mây', 'Tạ Khê']);
  });

  test.each([
    ['four syllables', 'bà Nguyễn Thị Thu Hạc', 'Nguyễn Thị Thu Hạc'],
    ['letters that only Vietnamese has', 'đảo Đảo Ấu Ơn', 'Đảo Ấu Ơn'],
  ])('may have %s', (_, sentence, name) => {
    expect(names(times(3, `Có ${sentence}.`))).toEqual([name]);
  });

  test('are few, whatever the article holds', () => {
    const many = Array.from('ABCDEGHIKL', (letter) => times(3, `nhớ ${letter}a ${letter}o.`)).join(' ');
    expect(names(many).length).toBeGreaterThan(2);
    expect(names(many).length).toBeLessThan(10);
  });

  test.each([
    ['single capitals', 'Trời mưa. Ở Huế.'],
    ['capitals with a comma between', 'ở đó gồm Tạ, Khê.'],
    ['initials', 'Theo HĐND, UBND.'],
    ['an office that goes on in small letters', 'gặp Phó Bí thư.'],
  ])('are no %s', (_, sentence) => {
    expect(names(times(4, sentence))).toEqual([]);
  });

  test('are kept before a small word that is none of theirs', () => {
    expect(names(times(3, 'gặp Tạ Khê thư sinh.'))).toEqual(['Tạ Khê']);
  });

  test('are none in an empty text', () => {
    expect(names('')).toEqual([]);
  });
});

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
