import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fakeArticle } from '../../../test/support/fake-corpus.js';
import { wordsIn } from '../../locales/catalogue.js';
import { publisherKey } from '../components/custom-id.js';
import { articleFilterOf, filterText, NO_FILTER, parseDay, publishersOf, readFilter } from './filter.js';

const names = ['Báo Đất Mũi', 'Báo Đất', 'Ánh Sáng'];
const catalogue = {
  articles: names.map((publisher) => ({ ...fakeArticle(publisher, publisher, ['…']), publisher })),
};
const read = (typed: Partial<Parameters<typeof readFilter>[0]>) =>
  readFilter({ publisher: null, from: null, to: null, ...typed }, catalogue);

describe('readFilter', () => {
  it.each([
    ['Báo Đất', 'Báo Đất'],
    ['  bao dat ', 'Báo Đất'],
    ['mui', 'Báo Đất Mũi'],
    ['ÁNH', 'Ánh Sáng'],
  ])('takes %j for %s', (publisher, meant) => {
    expect(read({ publisher })).toMatchObject({ filter: { publisher: publisherKey(meant) } });
  });

  it('takes a year as from its first to its last day', () => {
    expect(read({ from: '2019', to: '2019' })).toEqual({
      kind: 'filter',
      filter: { from: '2019-01-01', to: '2019-12-31', publisher: null },
    });
  });

  it.each([
    [{ from: '31/2/2019' }, { kind: 'not-a-day', given: '31/2/2019' }],
    [{ to: 'mai' }, { kind: 'not-a-day', given: 'mai' }],
    [
      { from: '2020', to: '2019' },
      { kind: 'days-reversed', from: '2020-01-01', to: '2019-12-31' },
    ],
    [{ publisher: 'Báo Lạ' }, { kind: 'unknown-publisher', name: 'Báo Lạ' }],
  ])('says what is wrong with %j', (typed, notice) => {
    expect(read(typed)).toEqual({ kind: 'wrong', notice });
  });
});

describe('a day', () => {
  test.each([
    ['2019-10-07', '2019-10-07'],
    ['2019-1-5', '2019-01-05'],
    ['07/10/2019', '2019-10-07'],
    ['7/10/2019', '2019-10-07'],
    ['7-10-2019', '2019-10-07'],
    ['7.10.2019', '2019-10-07'],
    ['  7/10/2019 ', '2019-10-07'],
    ['7 tháng 10 năm 2019', '2019-10-07'],
    ['ngày 7 tháng 10, 2019'.normalize('NFD'), '2019-10-07'],
    ['October 7, 2019', '2019-10-07'],
    ['29/2/2020', '2020-02-29'],
  ])('%s is itself as either bound', (typed, day) => {
    expect([parseDay(typed, 'first'), parseDay(typed, 'last')]).toEqual([day, day]);
  });
});

describe('a month or a year', () => {
  test.each([
    ['10/2019', '2019-10-01', '2019-10-31'],
    ['4/2019', '2019-04-01', '2019-04-30'],
    ['02.2020', '2020-02-01', '2020-02-29'],
    ['2-2019', '2019-02-01', '2019-02-28'],
    ['2019-10', '2019-10-01', '2019-10-31'],
    ['2019/2', '2019-02-01', '2019-02-28'],
    ['tháng 10/2019', '2019-10-01', '2019-10-31'],
    ['Tháng 10 năm 2019', '2019-10-01', '2019-10-31'],
    ['2019', '2019-01-01', '2019-12-31'],
    ['năm 2019', '2019-01-01', '2019-12-31'],
  ])('%s begins and ends', (typed, first, last) => {
    expect([parseDay(typed, 'first'), parseDay(typed, 'last')]).toEqual([first, last]);
  });
});

describe('no day', () => {
  test.each([
    ['29/2/2019'],
    ['31/4/2019'],
    ['10/7/19'],
    ['13/2019'],
    ['0/2019'],
    ['2019-13'],
    ['1899'],
    ['2101'],
    ['20190'],
    ['2019-10-07 và 2020-01-01'],
    ['hôm qua'],
    ['từ 2019'],
    [''],
  ])('"%s"', (typed) => {
    expect([parseDay(typed, 'first'), parseDay(typed, 'last')]).toEqual([null, null]);
  });
});

const anyDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('every day is understood in the forms that people type', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const [year = '', month = '', date = ''] = day.split('-');
      const typed = [day, `${date}/${month}/${year}`, `${Number(date)}/${Number(month)}/${year}`];
      expect(typed.map((text) => parseDay(text, 'first'))).toEqual([day, day, day]);
    }),
  );
});

test('a day lies between the bounds of its month, and those between the bounds of its year', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const [year = '', month = ''] = day.split('-');
      const days = [
        parseDay(year, 'first'),
        parseDay(`${month}/${year}`, 'first'),
        day,
        parseDay(`${month}/${year}`, 'last'),
        parseDay(year, 'last'),
      ];
      expect(days).toEqual(days.toSorted());
      expect(days).not.toContain(null);
    }),
  );
});

test('whatever is typed gives a day that exists, or none', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0 1 2 3 4 5 6 7 8 9 / - . tháng năm'.split(' '), ' ') }),
  );
  fc.assert(
    fc.property(typed, fc.constantFrom('first' as const, 'last' as const), (text, bound) => {
      const day = parseDay(text, bound);
      if (day !== null) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
    }),
  );
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
