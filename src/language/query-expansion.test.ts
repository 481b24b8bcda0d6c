import { describe, expect, test } from 'vitest';
import { equivalentsIn } from './query-expansion.js';
import { canonical, tokenize } from './vietnamese.js';

/** However the tones of its syllables are placed. */
const spelled = (form: string) => form.split(' ').map(canonical).join(' ');

const formsIn = (text: string) => {
  const tokens = tokenize(text);
  return equivalentsIn(text, tokens).map(({ first, last, forms }) => [
    text.slice(tokens[first]?.start, tokens[last]?.end),
    ...forms.map(spelled),
  ]);
};

describe('other forms are looked for', () => {
  test.each([
    ['of an office in full', 'Hội đồng nhân dân họp', [['Hội đồng nhân dân', 'hđnd']]],
    ['of one by its initials', 'HDND họp', [['HDND', 'hội đồng nhân dân']]],
    ['of a court in full', 'Tòa án nhân dân xử', [['Tòa án nhân dân', 'tand']]],
    ['of a hospital by its initials', 'BV Bãi', [['BV', 'bệnh viện']]],
    [
      'of a unit with its number',
      'ở quận 7',
      [
        ['quận 7', 'q 7', 'q7'],
        ['quận 7', 'quận VII', 'quận bảy'],
      ],
    ],
    ['of a unit with its name', 'huyện Bát Xát', [['huyện Bát', 'h Bát']]],
    ['of a unit by its initials', 'TX Sa Pa', [['TX', 'thị xã']]],
    ['of initials with signs', 'Sở GD&ĐT', [['GD&ĐT', 'giáo dục và đào tạo']]],
    ['of a number that says which', 'khóa 13', [['khóa 13', 'khóa XIII']]],
    ['of a Roman one', 'lần thứ XIV', [['thứ XIV', 'thứ 14']]],
    ['of one that stands after anything', 'Đại hội XIV', [['XIV', '14']]],
    ['of a rank in words', 'hạng Nhì', [['hạng Nhì', 'hạng 2', 'hạng II']]],
    ['of an amount in figures', 'có 4 đội', [['4 đội', 'bốn đội']]],
    ['of an amount in words', 'cử năm cán bộ', [['năm cán', '5 cán']]],
    ['of an amount whose word is an everyday word', 'có 5 đội', [['5 đội', 'năm đội']]],
    ['of a month', 'tháng 5', [['tháng 5', 'tháng V', 'tháng năm']]],
    ['of a month in words', 'tháng năm vừa qua', [['tháng năm', 'tháng 5', 'tháng V']]],
    ['of a weekday', 'sáng thứ năm', [['thứ năm', 'thứ 5', 'thứ V']]],
    ['of a weekday in figures', 'Thứ 4 họp', [['Thứ 4', 'thứ IV', 'thứ bốn', 'thứ tư']]],
    ['of a lunar month', 'tháng Chạp', [['tháng Chạp', 'tháng 12', 'tháng XII']]],
    [
      'of a lunar day',
      'mùng một',
      [
        ['mùng', 'mồng'],
        ['mùng một', 'mùng 1', 'mùng I', 'mồng 1', 'mồng I'],
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(formsIn(text)).toEqual(expected.map(([written, ...forms]) => [written, ...forms.map(spelled)]));
  });

  test.each([
    'năm 2031',
    'đầu tư lớn nhất',
    'ngày 5/4',
    'số 12-KH/TU',
    'vi phạm',
    'mi là ai',
    'cơ quan năm 2031',
    'phần quà cao quý nhất',
    'Phan Ba',
    'đầu tư cấp tư pháp',
    'cấp vì dân',
    'cỡ XL',
    'có 5',
  ])('of nothing in %j', (text) => {
    expect(formsIn(text)).toEqual([]);
  });

  test.each(['90 năm trước', 'quận Ba Đình', 'năm thành lập', 'năm học', 'một số'])(
    'of a number that may be none in %j with its neighbour, never by itself',
    (text) => {
      for (const [written, ...forms] of formsIn(text)) {
        expect(written).toContain(' ');
        for (const form of forms) expect(form).toMatch(/^\S+ \S+$/u);
      }
    },
  );
});
