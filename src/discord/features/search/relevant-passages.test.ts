import { describe, expect, it } from 'vitest';
import { fakeSearch } from '../../../../test/support/fake-answer.js';
import { fakeArticle } from '../../../../test/support/fake-corpus.js';
import { relevantPassages, sortPassages } from './relevant-passages.js';

const old = { ...fakeArticle('cu.md', 'Cũ', ['Một.', 'Hai.']), publishedAt: '2019-10-07' };
const fresh = fakeArticle('moi.md', 'Mới', ['Ba.']);
const undated = { ...fakeArticle('khong.md', 'Không ngày', ['Bốn.']), publishedAt: null };
const found = fakeSearch('', [undated, old, fresh]).found.map((passage, rank) => ({
  ...passage,
  score: [0.8, 0.5, 0.25, 0.2][rank] ?? 0,
}));

describe('relevantPassages', () => {
  it('keeps those that are not far worse than the best', () => {
    expect(relevantPassages(found).map(({ score }) => score)).toEqual([0.8, 0.5, 0.25]);
  });

  it('keeps a few in any case', () => {
    expect(relevantPassages(found, 4)).toEqual(found);
    expect(relevantPassages([], 4)).toEqual([]);
  });
});

describe('sortPassages', () => {
  it('leaves the best first', () => {
    expect(sortPassages(found, 'relevance')).toEqual(found);
  });

  it('puts the newest article first and those without a date last', () => {
    expect(sortPassages(found, 'newest').map(({ passage }) => passage.text)).toEqual([
      'Ba.',
      'Một.',
      'Hai.',
      'Bốn.',
    ]);
  });
});
