import { expect, test } from 'vitest';
import { tableRows } from './table-rows.js';

test('each row is a sentence with the headers of its columns', () => {
  expect(
    tableRows(
      ['Xóm', 'Đợt đầu', 'Đợt cuối:'],
      [
        ['Xóm Bãi', '12 suất', '15 suất'],
        ['Đình Trên', '', '9 suất'],
        ['Tổng', '12', '24', 'chưa tính quà'],
      ],
    ),
  ).toEqual([
    'Xóm Bãi — Đợt đầu: 12 suất; Đợt cuối: 15 suất',
    'Xóm: Đình Trên — Đợt cuối: 9 suất',
    'Xóm: Tổng — Đợt đầu: 12; Đợt cuối: 24; chưa tính quà',
  ]);
});

test('a first column without a header or cell', () => {
  expect(
    tableRows(
      ['', 'Lúa', 'Ngô'],
      [
        ['2023', '5', ''],
        ['', '6', '7'],
        ['', '', ''],
      ],
    ),
  ).toEqual(['2023 — Lúa: 5', 'Lúa: 6; Ngô: 7']);
});

test('without headers the cells are parted by bars', () => {
  expect(
    tableRows(null, [
      ['Lúa', '', '5'],
      ['', ''],
    ]),
  ).toEqual(['Lúa | 5']);
  expect(tableRows(['', ''], [['Ngô', '6']])).toEqual(['Ngô | 6']);
});

test('no cell is lost where the headers are all there is, or too long to write again and again', () => {
  const long = 'dài '.repeat(40).trim();
  expect(tableRows(['Lúa', 'Ngô'], [])).toEqual(['Lúa | Ngô']);
  expect(tableRows(['Lúa', long], [['5', '6']])).toEqual([`Lúa | ${long}`, '5 | 6']);
  const rows = Array.from({ length: 20_000 }, () => ['1', '2']);
  const text = tableRows(['a'.repeat(40), 'b'.repeat(40)], rows);
  expect(text).toHaveLength(20_001);
});
