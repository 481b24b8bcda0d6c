import { describe, expect, test } from 'vitest';
import { equivalentsIn } from './query-expansion.js';
import { canonical, tokenize } from './vietnamese.js';

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
    ['of an amount in figures', 'có 4 đội', [['4', canonical('bốn')]]],
    ['of an amount in words', 'cử năm cán bộ', [['năm', '5']]],
    [
      'of an amount whose word is an everyday word',
      'có 5 đội',
      [['5 đội', canonical('năm') + ' ' + canonical('đội')]],
    ],
    [
      'of a month',
      'tháng 5',
      [
        ['5', 'V'],
        ['tháng 5', canonical('tháng') + ' năm'],
      ],
    ],
    ['of a month in words', 'tháng năm vừa qua', [['năm', '5', 'V']]],
    ['of a weekday', 'sáng thứ năm', [['thứ năm', canonical('thứ') + ' 5']]],
    [
      'of a weekday in figures',
      'Thứ 4 họp',
      [['Thứ 4', `${canonical('thứ')} ${canonical('bốn')}`, `${canonical('thứ')} tư`]],
    ],
    ['of what is none', 'lần thứ năm', [['năm', '5', 'V']]],
    ['of a lunar month', 'tháng Chạp', [['Chạp', '12', 'XII']]],
    [
      'of a lunar day',
      'mùng một',
      [
        ['mùng', canonical('mồng')],
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
    'Hàng năm họp mấy lần?',
    'cơ quan năm 2031',
    'chiến thắng năm 1975',
    'Hà Lan năm 2016',
    'phần quà cao quý nhất',
    'Phan Ba',
    'quận Ba Đình',
    'năm thành lập',
    'năm sinh',
    'mỗi năm trao',
    'những năm gần đây',
    'khóa năm 2031',
    'đầu tư cấp tư pháp',
    'cấp vì dân',
    'cỡ XL',
    'có 5',
  ])('of nothing in %j', (text) => {
    expect(formsIn(text)).toEqual([]);
  });
});
