import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDay, findDays, parseStatedDay } from './calendar-day.js';

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
