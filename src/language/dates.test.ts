import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  datesIn,
  liesWithin,
  namedDay,
  type NamedDate,
  calendarDay,
  findDays,
  parsePeriodBound,
  parseStatedDay,
  timeExpressionsIn,
  VIETNAM_UTC_OFFSET,
} from './dates.js';

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

describe('a day of the lunar calendar', () => {
  test.each([
    'mùng 3 tháng Giêng',
    'mùng 3 tháng 3',
    'mong 5 thang 5',
    'rằm tháng bảy',
    'ngày 10/3 âm lịch',
    'năm Giáp Thìn',
  ])('is no solar one: %s', (text) => {
    expect(datesIn(`Hội mở ${text}.`)).toEqual([]);
  });

  test.each(['mùng 3 tháng 3 năm 2024', 'rằm tháng 7/2024', '10/3/2024 (âm lịch)'])(
    'leaves its year: %s',
    (text) => {
      expect(named(`Hội mở ${text}.`)).toEqual([date(2024)]);
      expect(findDays(text)).toEqual([]);
    },
  );

  test.each(['mùng 3 tháng Giêng', 'rằm tháng bảy', 'năm Giáp Thìn'])(
    'says when all the same: %s',
    (text) => {
      const [span] = timeExpressionsIn(`Hội mở ${text} ở đâu?`);
      expect(`Hội mở ${text} ở đâu?`.slice(span?.start, span?.end)).toBe(text);
    },
  );
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

test.each([
  ['2024-10-17', '2024-10-17'],
  ['17/10/2024', '2024-10-17'],
  ['7-1-2020', '2020-01-07'],
  ['17.10.2024', '2024-10-17'],
  ['2024-10-17T23:30:00+07:00', '2024-10-17'],
  ['2024-10-17T01:02:03.456Z', '2024-10-17'],
  ['2024-10-17 08:00', '2024-10-17'],
  ['17/10/2024 08:00 GMT+7', '2024-10-17'],
  ['Ngày 17 tháng 10 năm 2024', '2024-10-17'],
  ['17 Tháng 10, 2024', '2024-10-17'],
  ['October 17, 2024', '2024-10-17'],
  ['Oct. 17th, 2024', '2024-10-17'],
  ['17 october 2024', '2024-10-17'],
])('reads the stated date %s', (text, day) => {
  expect(parseStatedDay(text)).toBe(day);
});

test.each([
  ['2024-10-17T17:00:00Z', '2024-10-18'],
  ['2024-10-17T16:59:00.5+00:00', '2024-10-17'],
  ['17/10/2024 17:30 (GMT)', '2024-10-18'],
  ['Thu, 17 Oct 2024 18:00:00 GMT', '2024-10-18'],
  ['2024-10-17T23:30:00+07:00', '2024-10-17'],
  ['2024-10-17T23:30:00+09:00', '2024-10-17'],
  ['17/10/2024 23:30 GMT+7', '2024-10-17'],
  ['2024-10-17T23:30:00', '2024-10-17'],
  ['2024-10-17', '2024-10-17'],
])('reads the day in Vietnam of %s', (text, day) => {
  expect(parseStatedDay(text, VIETNAM_UTC_OFFSET)).toBe(day);
});

test.each([
  '',
  'hôm qua',
  '31/02/2020',
  '10/2020',
  '17/10',
  '2024',
  '10/10/1949 - 10/10/2019',
  'khoảng 17/10/2024',
  '1/1/0099',
])('makes nothing of the stated date "%s"', (text) => {
  expect(parseStatedDay(text)).toBeNull();
});

test('finds the dates in a text where they stand', () => {
  const text = 'Từ 18/10/1930, và 5 tháng 6 năm 2023, đến 31/02/2020.';
  expect(findDays(text).map(({ day, start, end }) => [day, text.slice(start, end)])).toEqual([
    ['1930-10-18', '18/10/1930'],
    ['2023-06-05', '5 tháng 6 năm 2023'],
  ]);
});

test('a number of a document or a range is no date', () => {
  expect(findDays('số 12/34/5678, 1930-10-18-10-2024, 45-NQ/TW, 1.234.2020')).toEqual([]);
});

test('a calendar day is the day that it was made of', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }),
      (date) => {
        const day = calendarDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
        expect(day).toBe(date.toISOString().slice(0, 10));
      },
    ),
  );
  expect([
    calendarDay(2023, 2, 29),
    calendarDay(2024, 13, 1),
    calendarDay(1899, 1, 1),
    calendarDay('x', 1, 1),
  ]).toEqual([null, null, null, null]);
});

describe('a day typed as the bound of a period', () => {
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
    expect([parsePeriodBound(typed, 'first'), parsePeriodBound(typed, 'last')]).toEqual([day, day]);
  });
});

describe('a month or a year typed as the bound of a period', () => {
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
    expect([parsePeriodBound(typed, 'first'), parsePeriodBound(typed, 'last')]).toEqual([first, last]);
  });
});

describe('no bound of a period', () => {
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
    expect([parsePeriodBound(typed, 'first'), parsePeriodBound(typed, 'last')]).toEqual([null, null]);
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
      expect(typed.map((text) => parsePeriodBound(text, 'first'))).toEqual([day, day, day]);
    }),
  );
});

test('a day lies between the bounds of its month, and those between the bounds of its year', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const [year = '', month = ''] = day.split('-');
      const days = [
        parsePeriodBound(year, 'first'),
        parsePeriodBound(`${month}/${year}`, 'first'),
        day,
        parsePeriodBound(`${month}/${year}`, 'last'),
        parsePeriodBound(year, 'last'),
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
      const day = parsePeriodBound(text, bound);
      if (day !== null) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
    }),
  );
});
