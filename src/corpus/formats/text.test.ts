import { describe, expect, test } from 'vitest';
import { parseArticle } from './parse-article.js';
import { checkTextSize, decodeText } from './text.js';

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['UTF-8', Buffer.from('Hội nghị')],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeffHội nghị')],
  ['UTF-16 LE with a byte order mark', Buffer.from('\ufeffHội nghị', 'utf16le')],
  ['UTF-16 BE with a byte order mark', utf16be('\ufeffHội nghị')],
])('reads %s', (_, bytes) => {
  expect(decodeText(bytes)).toEqual({ ok: true, value: 'Hội nghị' });
});

test.each([
  ['no bytes', Buffer.alloc(0), /empty/],
  ['nothing but white space', Buffer.from('\ufeff \n\u00a0\t'), /white space/],
  ['Latin-1', Buffer.from('H\u00f4i ngh\u00ea', 'latin1'), /not UTF-8/],
  ['UTF-8 cut in a letter', Buffer.from('Hội').subarray(0, 3), /not UTF-8/],
  ['half a UTF-16 character', Buffer.from('\ufeffHội', 'utf16le').subarray(0, 5), /UTF-16LE/],
  ['a lone UTF-16 surrogate', Buffer.from([0xfe, 0xff, 0xd8, 0x00, 0x00, 0x41]), /UTF-16BE/],
  ['UTF-16 without a byte order mark', Buffer.from('Hello', 'utf16le'), /binary/],
  ['a NUL', Buffer.from('Hội\0nghị'), /binary/],
  ['many control characters', Buffer.from('\u0001\u0002abc\u0003'), /binary/],
])('refuses %s', (_, bytes, message) => {
  const outcome = decodeText(bytes);
  expect(outcome).toMatchObject({
    ok: false,
    problem: { message: expect.stringMatching(message) as string },
  });
});

test('colours of a terminal make no binary file', () => {
  expect(decodeText(Buffer.from('\u001b[31mĐỏ\u001b[0m')).ok).toBe(true);
});

test('a stray control character in a long text is no binary file', () => {
  expect(decodeText(Buffer.from(`${'một câu '.repeat(30)}\u000b\u0008`)).ok).toBe(true);
});

describe('the size of a text', () => {
  test.each([
    ['a book', `${'Một câu của cuốn sách. '.repeat(40)}\n\n`.repeat(1_000)],
    ['a line of just the limit', 'a'.repeat(200_000)],
    ['such a line among others', `a\n${'a'.repeat(200_000)}\r\nb`],
    ['as many lines as may be', 'a\n'.repeat(99_999)],
  ])('%s is no trouble', (_, text) => {
    expect(checkTextSize(text)).toBeNull();
  });

  test.each([
    ['characters', `${'a'.repeat(100_000)}\n`.repeat(40), 'more than 4000000 characters'],
    ['lines', '\n'.repeat(100_000), 'more than 100000 lines'],
    ['characters in its only line', 'a'.repeat(200_001), 'Line 1 '],
    ['characters in a line within', `a\r\n\n${'a'.repeat(200_001)}\nb`, 'Line 3 '],
    ['characters in its last line', `a\u2028${'a'.repeat(200_001)}`, 'Line 2 '],
  ])('says that a text has too many %s', (_, text, message) => {
    expect(checkTextSize(text)).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining(message) as string },
    });
  });

  test.each(['a.txt', 'a.md'])('%s is parsed within the limits only', (path) => {
    const bytes = Buffer.from('\n'.repeat(5_000_000) + 'a');
    expect(parseArticle(path, { bytes, contentHash: '' })).toMatchObject({ ok: false });
  });
});
