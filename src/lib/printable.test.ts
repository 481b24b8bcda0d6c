import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableLine } from './printable.js';

describe('printable', () => {
  it.each([
    ['colours', '\u001B[31mđỏ\u001B[0m', 'đỏ'],
    ['a window title', '\u001B]0;chiếm quyền\u0007chữ', 'chữ'],
    ['a link', '\u001B]8;;http://example.test\u0007chữ\u001B]8;;\u0007', 'chữ'],
    ['an eight-bit escape', '\u009B2Jchữ', 'chữ'],
    ['a lone escape', 'a\u001Bb', 'ab'],
    ['a bell and a backspace', 'a\u0007\bb', 'ab'],
    ['a carriage return that would overwrite the line', 'thật\rgiả', 'thật giả'],
    ['marks that turn the direction', 'abc\u202Efdp.exe\u2066', 'abcfdp.exe'],
    ['zero-width characters', 'a\u200B\u200Db\uFEFF', 'ab '],
    ['letters that are blank', 'a\u3164\u115Fb', 'ab'],
    ['marks on no letter', '\u0301a \u0302b', 'a b'],
    ['half a surrogate pair', 'a\uD800b', 'ab'],
  ])('takes out %s', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('keeps Vietnamese, emoji and paragraphs, in NFC', () => {
    expect(printable('Uỷ ban\n\nTỉnh uỷ'.normalize('NFD') + ' 🎉 ❤️')).toBe('Uỷ ban\n\nTỉnh uỷ 🎉 ❤️');
  });

  it('replaces a letter buried under marks', () => {
    expect(printable(`a${'\u0301\u0302'.repeat(20)}b`)).toBe('\uFFFDb');
  });

  it.each([1, 498, 499, 500, 999, 1_000, 5_000])('keeps %i long characters in a row whole', (count) => {
    for (const character of ['👩', '❤️', 'ộ'.normalize('NFD'), '中'])
      expect(printable(`a${character.repeat(count)}`)).toBe(`a${character.repeat(count)}`.normalize('NFC'));
  });

  it('takes out strings for the terminal that never end, however many they are', () => {
    expect(printable(`a${'\u0090'.repeat(200_000)}b`)).toBe('ab');
  });

  it('leaves nothing that a terminal acts on, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/(?!\n)\p{C}/u);
        expect(printableLine(text)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
