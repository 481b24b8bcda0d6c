import { describe, expect, test } from 'vitest';
import { equivalentsIn } from './query-expansion.js';
import { tokenize } from './vietnamese.js';

const formsIn = (text: string) => {
  const tokens = tokenize(text);
  return equivalentsIn(text, tokens).map(({ first, last, forms }) => [
    text.slice(tokens[first]?.start, tokens[last]?.end),
    ...forms,
  ]);
};

describe('other forms are looked for', () => {
  test.each([
    ['of an office in full', 'Hội đồng nhân dân họp', [['Hội đồng nhân dân', 'hđnd']]],
    ['of one by its initials', 'HDND họp', [['HDND', 'hội đồng nhân dân']]],
    ['of initials with signs', 'Sở GD&ĐT', [['GD&ĐT', 'giáo dục và đào tạo']]],
    ['of a number that says which', 'khóa 13', [['13', 'XIII']]],
    ['of a Roman one', 'lần thứ XIV', [['XIV', '14']]],
    ['of a rank in words', 'hạng Nhì', [['Nhì', '2', 'II']]],
    ['of an amount in figures', 'có 4 đội', [['4', 'bốn', 'tư']]],
    ['of an amount in words', 'cử năm cán bộ', [['năm', '5']]],
    ['of a lunar month', 'tháng Chạp', [['Chạp', '12', 'XII']]],
    [
      'of a lunar day',
      'mùng một',
      [
        ['mùng', 'mồng'],
        ['một', '1', 'I'],
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(formsIn(text)).toEqual(expected);
  });

  test.each([
    'năm 2031',
    '90 năm trước',
    'năm nào',
    'đầu tư lớn nhất',
    'ngày 5/4',
    'số 12-KH/TU',
    'vi phạm',
    'Ba Vì',
    'mi là ai',
  ])('of nothing in %j', (text) => {
    expect(formsIn(text)).toEqual([]);
  });
});
