import { describe, expect, test } from 'vitest';
import { parseArticle } from './parse-article.js';
import { checkParagraphs, checkTextSize } from './text.js';

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

  test.each([
    ['characters', Array<string>(41).fill('a'.repeat(100_000)), 'more than 4000000 characters'],
    ['lines', Array<string>(100_001).fill('a'), 'more than 100000 lines'],
    ['characters in a paragraph', ['a', 'a'.repeat(200_001)], 'Paragraph 2 '],
  ])('says that a page has too many %s', (_, paragraphs, message) => {
    expect(checkParagraphs(paragraphs.map((text) => ({ text })))).toMatchObject({
      problem: { message: expect.stringContaining(message) as string },
    });
  });

  test.each(['a.txt', 'a.md'])('%s is parsed within the limits only', (path) => {
    const bytes = Buffer.from('\n'.repeat(5_000_000) + 'a');
    expect(parseArticle(path, { bytes, contentHash: '' })).toMatchObject({ ok: false });
  });
});
