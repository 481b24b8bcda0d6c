import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay } from './parse-day.js';

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
