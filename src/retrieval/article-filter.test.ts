import { describe, expect, test } from 'vitest';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import type { ArticleFilter } from '../index/passage-index.js';
import { acceptedArticles, passesFilter } from './article-filter.js';

const ARTICLE = {
  ...fakeArticle('a.txt', 'Tựa', ['Một câu.']),
  publishedAt: '2019-10-07',
  publisher: 'Báo Điện Biên Phủ',
};

describe('passesFilter', () => {
  test.each<[string, ArticleFilter, boolean]>([
    ['no bound', {}, true],
    ['the first day', { from: '2019-10-07' }, true],
    ['a later first day', { from: '2019-10-08' }, false],
    ['the last day', { to: '2019-10-07' }, true],
    ['an earlier last day', { to: '2019-10-06' }, false],
    ['a year around it', { from: '2019-01-01', to: '2019-12-31' }, true],
    ['a year before it', { from: '2018-01-01', to: '2018-12-31' }, false],
    ['its publisher', { publisher: 'Báo Điện Biên Phủ' }, true],
    ['part of its publisher, without case and diacritics', { publisher: ' dien bien ' }, true],
    ['another publisher', { publisher: 'Báo Hải Phòng' }, false],
    ['its publisher, but a later day', { publisher: 'điện biên', from: '2020-01-01' }, false],
  ])('judges by %s', (_, filter, passes) => {
    expect(passesFilter(ARTICLE, filter)).toBe(passes);
  });

  test.each<[string, ArticleFilter, boolean]>([
    ['a first day', { from: '0000-01-01' }, false],
    ['a last day', { to: '9999-12-31' }, false],
    ['a publisher', { publisher: 'a' }, false],
    ['no bound', {}, true],
  ])('cannot say that an article without date and publisher passes %s', (_, filter, passes) => {
    expect(passesFilter({ ...ARTICLE, publishedAt: null, publisher: null }, filter)).toBe(passes);
  });
});

describe('acceptedArticles', () => {
  const older = { ...ARTICLE, id: 'older', publishedAt: '2018-01-01' };

  test('is undefined when the filter lets every article through', () => {
    expect(acceptedArticles([ARTICLE, older], { from: undefined })).toBeUndefined();
  });

  test('names the articles that pass', () => {
    expect(acceptedArticles([ARTICLE, older], { from: '2019-01-01' })).toEqual(new Set([ARTICLE.id]));
  });

  test('is empty when none passes', () => {
    expect(acceptedArticles([ARTICLE, older], { from: '2020-01-01' })).toEqual(new Set());
  });
});
