import { describe, expect, it } from 'vitest';
import { fakeArticle } from '../../../test/support/fake-corpus.js';
import { wordsIn } from '../../locales/catalogue.js';
import { publisherKey } from '../interactions/custom-id.js';
import { articleFilterOf, filterText, NO_FILTER, readFilter } from './filter.js';
import { publishersOf } from './suggestions.js';

const names = ['Báo Đất Mũi', 'Báo Đất', 'Ánh Sáng'];
const catalogue = {
  articles: names.map((publisher) => ({ ...fakeArticle(publisher, publisher, ['…']), publisher })),
};
const read = (typed: { publisher?: string; from?: string; to?: string }) =>
  readFilter({ getString: (name) => typed[name as keyof typeof typed] ?? null }, catalogue);

describe('readFilter', () => {
  it.each([
    ['Báo Đất', 'Báo Đất'],
    ['  bao dat ', 'Báo Đất'],
    ['báo  đất MŨI', 'Báo Đất Mũi'],
    ['ÁNH SÁNG', 'Ánh Sáng'],
  ])('takes %j for %s', (publisher, meant) => {
    expect(read({ publisher })).toMatchObject({ publisher: publisherKey(meant) });
  });

  it('takes a year as from its first to its last day', () => {
    expect(read({ from: '2019', to: '2019' })).toEqual({
      from: '2019-01-01',
      to: '2019-12-31',
      publisher: null,
    });
  });

  it.each([
    [{ from: '31/2/2019' }, { kind: 'not-a-day', given: '31/2/2019' }],
    [{ to: 'mai' }, { kind: 'not-a-day', given: 'mai' }],
    [
      { from: '2020', to: '2019' },
      { kind: 'days-reversed', from: '2020-01-01', to: '2019-12-31' },
    ],
    [{ publisher: 'Báo Đất Mũi Cà Mau' }, { kind: 'unknown-publisher', name: 'Báo Đất Mũi Cà Mau' }],
    [{ publisher: 'mui' }, { kind: 'unknown-publisher', name: 'mui' }],
    [{ publisher: 'Báo Lạ' }, { kind: 'unknown-publisher', name: 'Báo Lạ' }],
  ])('says what is wrong with %j', (typed, notice) => {
    expect(read(typed)).toEqual(notice);
  });
});

const by = (path: string, publisher: string | null) => ({ ...fakeArticle(path, path, ['…']), publisher });
const published = { articles: [by('a', 'Báo Đất'), by('b', null), by('c', 'Ánh Sáng'), by('d', 'Báo Đất')] };

it('lists every publisher once, in Vietnamese order', () => {
  expect(publishersOf(published)).toEqual(['Ánh Sáng', 'Báo Đất']);
});

describe('articleFilterOf', () => {
  it('lets everything through without a filter', () => {
    expect(articleFilterOf(NO_FILTER, published)).toEqual({});
  });

  it('names the publisher of a key, and days as they are', () => {
    const filter = { from: '2020-01-01', to: '2020-12-31', publisher: publisherKey('Báo Đất') };
    expect(articleFilterOf(filter, published)).toEqual({ ...filter, publisher: 'Báo Đất' });
  });

  it('lets nothing through when the publisher has gone', () => {
    const { publisher } = articleFilterOf({ ...NO_FILTER, publisher: publisherKey('Báo Cũ') }, published);
    expect(publishersOf(published).some((name) => name.includes(publisher ?? ''))).toBe(false);
  });
});

describe('filterText', () => {
  it('tells what a filter lets through', () => {
    const words = wordsIn('vi');
    expect(filterText({ publisher: ' Báo\nThử ', from: '2019-01-01', to: '2020-12-31' }, words)).toBe(
      'Bộ lọc: Báo Thử · từ 01/01/2019 đến 31/12/2020',
    );
    expect(filterText({ to: '2020-12-31' }, words)).toBe('Bộ lọc: đến 31/12/2020');
    expect(filterText({ from: '2019-01-01' }, wordsIn('en'))).toBe('Filter: from 1 January 2019');
  });

  it('is null for a filter that lets everything through', () => {
    expect(filterText({}, wordsIn('vi'))).toBeNull();
  });
});
