import { describe, expect, it } from 'vitest';
import { fakeArticle } from '../../../test/support/fake-corpus.js';
import { wordsIn } from '../../locales/catalogue.js';
import { originOf, titleMarkup } from './article-cards.js';

const article = fakeArticle('a.md', 'Tiêu *đề*', []);

describe('titleMarkup', () => {
  it('fits a title once it is escaped', () => {
    expect(titleMarkup(article).source).toBe('Tiêu \\*đề\\*');
    expect(titleMarkup({ ...article, title: '*'.repeat(10_000) }, 50).length).toBeLessThanOrEqual(50);
  });
});

describe('originOf', () => {
  it('says that a date is not known, or was worked out', () => {
    expect(originOf({ ...article, publishedAt: null, author: 'Vĩ Lâm' }, wordsIn('vi'))).toBe(
      'không rõ ngày đăng · Vĩ Lâm',
    );
    expect(originOf({ ...article, publishedAtInferred: true }, wordsIn('en'))).toBe(
      'about 17 October 2024, inferred from the article',
    );
  });

  it('keeps a long name from hiding the rest', () => {
    const origin = originOf({ ...article, publisher: 'Báo '.repeat(100) }, wordsIn('vi'));
    expect(origin).toMatch(/^Báo Báo.*… · 17\/10\/2024$/u);
    expect(origin.length).toBeLessThan(100);
  });
});
