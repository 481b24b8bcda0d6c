import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datesIn, liesWithin, namedDay, type NamedDate } from './named-dates.js';

const date = (year: number | null, month: number | null = null, day: number | null = null): NamedDate => ({
  year,
  month,
  day,
});
const named = (text: string) => datesIn(text).map(({ year, month, day }) => date(year, month, day));

describe('a text names', () => {
  test.each([
    ['a day', 'Lễ mở ngày 17/10/2024.', [date(2024, 10, 17)]],
    ['a day with dashes', 'Lễ mở 17-10-2024', [date(2024, 10, 17)]],
    ['a day with dots', 'Lễ mở 7.10.2024.', [date(2024, 10, 7)]],
    ['a day as computers write it', '2024-10-17', [date(2024, 10, 17)]],
    ['a day in words', 'ngày 17 tháng 10 năm 2024', [date(2024, 10, 17)]],
    ['a day in words without diacritics', 'ngay 17 thang 10 nam 2024', [date(2024, 10, 17)]],
    ['an English day', 'on October 17th, 2024', [date(2024, 10, 17)]],
    ['an English day, the day first', 'on 17 Oct 2024', [date(2024, 10, 17)]],
    ['a month', 'Tháng 5 năm 2016 có gì?', [date(2016, 5)]],
    ['a month and year with a slash', 'tháng 5/2016', [date(2016, 5)]],
    ['a month by its number alone', 'lễ 10/1930', [date(1930, 10)]],
    ['an English month', 'in October 2020', [date(2020, 10)]],
    ['a year', 'năm 2020', [date(2020)]],
    ['a day without its year', 'Sáng 31/10, họ mở lễ.', [date(null, 10, 31)]],
    ['a day and month in words', 'ngày 20 tháng 11', [date(null, 11, 20)]],
    ['days that share a year', 'từ ngày 14/10 đến 31/10/1930', [date(1930, 10, 14), date(1930, 10, 31)]],
    ['several', '10/1930 - 10/2020', [date(1930, 10), date(2020, 10)]],
  ])('%s: %s', (_, text, dates) => {
    expect(named(text)).toEqual(dates);
  });

  test.each([
    ['a share', 'Có 2/3 đại biểu dự.'],
    ['a number that is too long for a year', 'Có 19301 khách.'],
    ['a number that no year is', 'Có 1234 khách.'],
    ['an amount with a point', 'Có 12.2020 đồng'],
    ['a number within a word', 'Nghị quyết A2020B'],
    ['a month alone', 'Sau 10 tháng, họ về.'],
    ['nothing', ''],
  ])('no date by %s', (_, text) => {
    expect(named(text)).toEqual([]);
  });

  test('no month or day that a calendar does not have', () => {
    expect(named('45/13/2020')).toEqual([]);
    expect(named('tháng 13 năm 2020')).toEqual([date(2020)]);
  });

  test('the ends of a span of years, and tells them from two years in a row', () => {
    const spans = (text: string) => datesIn(text).map(({ year, endsSpan }) => [year, endsSpan]);
    expect(spans('nhiệm kỳ 2020 - 2025')).toEqual([
      [2020, true],
      [2025, true],
    ]);
    expect(spans('giai đoạn 2020-2021')).toEqual([
      [2020, false],
      [2021, false],
    ]);
    expect(spans('năm 2020 và 2025')).toEqual([
      [2020, false],
      [2025, false],
    ]);
  });

  test('every day, in each form of writing it, at its place', () => {
    const day = fc.record({
      year: fc.integer({ min: 1900, max: 2099 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    });
    const forms = [
      ({ year, month, day: of }: NamedDate) => `${of}/${month}/${year}`,
      ({ year, month, day: of }: NamedDate) => `${of}-${month}-${year}`,
      ({ year, month, day: of }: NamedDate) => `${of} tháng ${month} năm ${year}`,
      ({ year, month, day: of }: NamedDate) =>
        `${year}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`,
    ];
    fc.assert(
      fc.property(day, fc.constantFrom(...forms), (asked, written) => {
        const text = `Lễ mở (${written(asked)}), vui.`;
        const [found, ...others] = datesIn(text);
        expect(others).toEqual([]);
        expect(found).toMatchObject(asked);
        expect(text.slice(found?.start, found?.end)).toBe(written(asked));
      }),
    );
  });

  test('its dates in order and without overlaps, whatever it is', () => {
    const piece = fc.constantFrom(
      '2020',
      '10',
      '/',
      '-',
      ' ',
      'tháng ',
      'năm ',
      'ngày ',
      'May ',
      '.',
      '31',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        let from = 0;
        for (const { start, end } of datesIn(text)) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          from = end;
        }
      }),
    );
  });
});

describe('a date lies within', () => {
  test.each([
    ['its year', date(2020, 10, 18), date(2020), true],
    ['its month', date(2020, 10, 18), date(2020, 10), true],
    ['itself', date(2020, 10, 18), date(2020, 10, 18), true],
    ['a day of any year', date(2020, 10, 18), date(null, 10, 18), true],
    ['no other year', date(2021, 10, 18), date(2020), false],
    ['no other month', date(2020, 9, 18), date(2020, 10), false],
    ['no day that it leaves open', date(2020), date(2020, 10), false],
  ])('%s', (_, said, asked, expected) => {
    expect(liesWithin(said, asked)).toBe(expected);
  });

  test('what the day of an article is', () => {
    expect(namedDay('2024-10-07')).toEqual(date(2024, 10, 7));
  });
});
