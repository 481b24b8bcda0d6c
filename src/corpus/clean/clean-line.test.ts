import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanLine, splitLines } from './clean-line.js';

test.each([
  ['no-break, thin and ideographic spaces, tabs', 'a\u00a0\u2009b\t\u3000c', 'a b c'],
  ['a zero-width space between words', 'Hà\u200bNội', 'Hà Nội'],
  ['a zero-width space beside a space or mark', 'Hà \u200bNội\u200b.', 'Hà Nội.'],
  [
    'soft hyphens, joiners, marks of direction and order',
    '\ufeffthư\u00ad\u200d \u200eviện\u2060',
    'thư viện',
  ],
  ['control characters', 'a\u0007b\u001bc\u009f', 'abc'],
  ['colours of a terminal', '\u001b[1;31mHà\u001b[0m \u009b38:5:1mNội\u001b(B', 'Hà Nội'],
  ['the title of its window', '\u001b]0;tên cửa sổ\u0007Hà\u0090q\u009c Nội', 'Hà Nội'],
  ['the address of its link', '\u001b]8;;https://a.example\u001b\\Hà Nội\u001b]8;;\u001b\\', 'Hà Nội'],
  ['a sequence that never ends, which may have been none', '\u001b]0;Hà \u009dNội \u001b[1', ']0;Hà Nội [1'],
  ['letters and tone marks apart', 'Vie\u0323\u0302t', 'Việt'],
  ['half a surrogate pair', 'a\ud83d', 'a\ufffd'],
  ['spaces at the ends', '  a  ', 'a'],
])('cleans %s', (_, line, clean) => {
  expect(cleanLine(line)).toBe(clean);
});

test('cleaning is idempotent, and its result is NFC with single spaces', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (line) => {
      const clean = cleanLine(line);
      expect(cleanLine(clean)).toBe(clean);
      expect(clean).toBe(clean.normalize('NFC'));
      expect(clean).not.toMatch(/ {2}|[\p{Cc}\p{Cf}\p{Cs}]|^\s|\s$|[^\S ]/u);
    }),
  );
});

test('every kind of line end parts lines', () => {
  expect(splitLines('a\r\nb\rc\nd\u2028e\u2029f\u0085g\fh\vi\n\nj')).toEqual([
    'a',
    'b',
    'c',
    'd',
    'e',
    'f',
    'g',
    'h',
    'i',
    '',
    'j',
  ]);
});
