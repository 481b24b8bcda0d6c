import { describe, expect, it } from 'vitest';
import { newestFirst } from './article.js';

describe('newestFirst', () => {
  it('puts the newest first, those without a date last, and goes by title where the date is the same', () => {
    const articles = [
      { title: 'Không ngày', publishedAt: null },
      { title: 'Đông', publishedAt: '2020-10-16' },
      { title: 'Bắc', publishedAt: '2020-10-16' },
      { title: 'Nam', publishedAt: '2024-10-17' },
    ];
    expect(newestFirst(articles).map(({ title }) => title)).toEqual(['Nam', 'Bắc', 'Đông', 'Không ngày']);
  });
});
