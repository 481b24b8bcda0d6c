import { describe, expect, it } from 'vitest';
import { fakeArticle } from '../../../test/support/fake-corpus.js';
import type { Catalogue } from '../../service/answering.js';
import { Suggestions } from './suggestions.js';

const LONG = `Bài có tiêu đề ${'rất '.repeat(40)}dài`;
const articles = [
  { ...fakeArticle('a.md', 'Cầu treo Khe Đước', ['…']), publisher: 'Báo Đất Mũi', publishedAt: '2024-01-02' },
  { ...fakeArticle('b.md', LONG, ['…']), publisher: 'Báo Đất Mũi', publishedAt: '2024-03-04' },
  { ...fakeArticle('c.md', '@everyone\u202E <#1>', ['…']), publisher: 'x'.repeat(120), publishedAt: null },
];
const catalogue: Catalogue = {
  generation: '1',
  builtAt: '2024-05-06T00:00:00Z',
  modelName: 'vi-en-mini',
  articles,
  passages: 3,
  keyphrases: ['Khe Đước', 'nhịp cầu'],
};
const suggestions = new Suggestions({ catalogue });
const names = (choices: readonly { readonly name: string }[]) => choices.map(({ name }) => name);

describe('Suggestions', () => {
  it('offers keyphrases before titles, found without diacritics', () => {
    expect(names(suggestions.queries('khe duoc'))).toEqual(['Khe Đước', 'Cầu treo Khe Đước']);
  });

  it('offers each publisher once, and none whose name is no value', () => {
    expect(suggestions.publishers('')).toEqual([{ name: 'Báo Đất Mũi', value: 'Báo Đất Mũi' }]);
  });

  it('offers articles newest first, by id, and keeps to the limits of a choice', () => {
    const choices = suggestions.articles('');
    expect(choices.map(({ value }) => value)).toEqual([articles[1]?.id, articles[0]?.id, articles[2]?.id]);
    for (const { name, value } of [...choices, ...suggestions.queries('')]) {
      expect(name.length).toBeLessThanOrEqual(100);
      expect(value.length).toBeLessThanOrEqual(100);
      expect(name).not.toContain('\u202E');
    }
  });

  it('knows an article by its id and by words of its title', () => {
    expect(suggestions.articleFor(articles[0]?.id ?? '')).toBe(articles[0]?.id);
    expect(suggestions.articleFor('cau treo')).toBe(articles[0]?.id);
    expect(suggestions.articleFor('bầu cử')).toBeNull();
  });

  it('follows a new index', () => {
    const answering = { catalogue };
    const live = new Suggestions(answering);
    expect(live.publishers('mui')).toHaveLength(1);
    answering.catalogue = { ...catalogue, articles: [] };
    expect(live.publishers('mui')).toEqual([]);
  });
});
