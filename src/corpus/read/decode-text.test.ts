import { expect, test } from 'vitest';
import { decodeText } from './decode-text.js';

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
