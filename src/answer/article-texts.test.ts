import { expect, test } from 'vitest';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { ArticleTexts } from './article-texts.js';

test('of a book only the words around a place are looked at, of a news report all', () => {
  const texts = new ArticleTexts();
  const news = fakeArticle('bao.md', 'Báo', ['Cầu treo dài 90 mét.']);
  expect(
    texts
      .tokensAround(news, { start: 0, end: 4 })
      .map(({ folded }) => folded)
      .join(' '),
  ).toBe('cau treo dai 90 met');
  const book = fakeArticle('sach.md', 'Sách', [`${'sông '.repeat(200_000)}thác ${'núi '.repeat(200_000)}`]);
  const start = book.text.indexOf('thác');
  const around = texts.tokensAround(book, { start, end: start + 4 });
  expect(around.length).toBeLessThan(50_000);
  expect(new Set(around.map(({ folded }) => folded))).toEqual(new Set(['song', 'thac', 'nui']));
  expect(texts.tokensAround(book, { start: start + 1, end: start + 2 })).toBe(around);
});
