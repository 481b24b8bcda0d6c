import { describe, expect, it } from 'vitest';
import { fakeArticle } from '../../../../test/support/fake-corpus.js';
import { publisherKey } from '../../components/custom-id.js';
import { articleFilterOf, NO_FILTER, publishersOf } from './filter-state.js';

const by = (path: string, publisher: string | null) => ({ ...fakeArticle(path, path, ['…']), publisher });
const catalogue = { articles: [by('a', 'Báo Đất'), by('b', null), by('c', 'Ánh Sáng'), by('d', 'Báo Đất')] };

it('lists every publisher once, in Vietnamese order', () => {
  expect(publishersOf(catalogue)).toEqual(['Ánh Sáng', 'Báo Đất']);
});

describe('articleFilterOf', () => {
  it('lets everything through without a filter', () => {
    expect(articleFilterOf(NO_FILTER, catalogue)).toEqual({});
  });

  it('names the publisher of a key, and days as they are', () => {
    const filter = { from: '2020-01-01', to: '2020-12-31', publisher: publisherKey('Báo Đất') };
    expect(articleFilterOf(filter, catalogue)).toEqual({ ...filter, publisher: 'Báo Đất' });
  });

  it('lets nothing through when the publisher has gone', () => {
    const { publisher } = articleFilterOf({ ...NO_FILTER, publisher: publisherKey('Báo Cũ') }, catalogue);
    expect(publishersOf(catalogue).some((name) => name.includes(publisher ?? ''))).toBe(false);
  });
});
