import { describe, expect, test } from 'vitest';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import type { Article } from '../corpus/article.js';
import { selectCitations, sideBySide, type Scope, type WeighedSpan } from './select-citations.js';

const dated = (name: string, publishedAt: string | null): Article => ({
  ...fakeArticle(name, '', ['Có.']),
  publishedAt,
});
const OLD = dated('cu.md', '2020-01-01');
const NEW = dated('moi.md', '2024-01-01');
const UNDATED = dated('khong-ngay.md', null);

function span(article: Article, score: number, start = 0): WeighedSpan {
  const passage = { articleId: article.id, ordinal: 0, start: 0, end: 3, text: 'Có.', sentences: [] };
  const found = { passage, article, score, lexical: 1, similarity: 1 };
  return { article, passage, answer: { start, end: start + 2 }, margin: 1, tells: 1, found, score };
}

const ONE: Scope = { several: false, order: null };
const SEVERAL: Scope = { several: true, order: null };

const selected = (spans: readonly WeighedSpan[], scope: Scope) =>
  selectCitations(spans, scope).map(({ span: { article, answer }, isStated }) => {
    return `${article.path} ${answer.start}${isStated ? '!' : ''}`;
  });

describe('what is cited', () => {
  const spans = [span(OLD, 0.9), span(OLD, 0.8, 5), span(NEW, 0.7), span(UNDATED, 0.6)];

  test('for one thing is the best, which alone is stated, and what else answers', () => {
    expect(selected(spans, ONE)).toEqual(['cu.md 0!', 'cu.md 5', 'moi.md 0', 'khong-ngay.md 0']);
  });

  test('for several is the best of each article, and then what else they tell', () => {
    expect(selected(spans, SEVERAL)).toEqual(['cu.md 0!', 'moi.md 0!', 'khong-ngay.md 0!', 'cu.md 5!']);
  });

  test('for the newest and the oldest is that of the articles that are about as sure', () => {
    expect(selected(spans, { several: false, order: 'newest' })[0]).toBe('moi.md 0!');
    expect(selected(spans, { several: false, order: 'oldest' })[0]).toBe('cu.md 0!');
    expect(selected([span(OLD, 0.9), span(NEW, 0.3)], { several: false, order: 'newest' })[0]).toBe(
      'cu.md 0!',
    );
  });

  test('of a comparison is the best of each side', () => {
    const sides = [[span(OLD, 0.9), span(OLD, 0.8, 5)], [span(NEW, 0.7)]];
    expect(sideBySide(sides).map(({ span: { article }, isStated }) => [article.path, isStated])).toEqual([
      ['cu.md', true],
      ['moi.md', true],
    ]);
  });

  test('is nothing where nothing answers', () => {
    expect(selected([], ONE)).toEqual([]);
    expect(sideBySide([[], []])).toEqual([]);
  });
});
