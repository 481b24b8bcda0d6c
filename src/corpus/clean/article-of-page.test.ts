import { describe, expect, test } from 'vitest';
import { inferDay, splitPublisherMarker } from './article-of-page.js';

test.each([
  ['Enternews.vn Bên cạnh đó', 'Enternews.vn', 'Bên cạnh đó'],
  ['(TGCT) Chiều 15/10', 'TGCT', 'Chiều 15/10'],
  ['(TGCT)- Chiều 15/10', 'TGCT', 'Chiều 15/10'],
  ['ĐBP - Đó là', 'ĐBP', 'Đó là'],
  ['TTO – Cầu mới', 'TTO', 'Cầu mới'],
  ['VOV.VN - “Cầu mới”', 'VOV.VN', '“Cầu mới”'],
  ['(Dân trí) - Sáng nay', 'Dân trí', 'Sáng nay'],
  ['(Chinhphu.vn) – Sáng nay', 'Chinhphu.vn', 'Sáng nay'],
  ['HÀ NỘI (VNA) - Sáng nay', 'VNA', 'HÀ NỘI - Sáng nay'],
])('parts %s', (lead, publisher, text) => {
  expect(splitPublisherMarker(lead)).toEqual({ publisher, text });
});

test.each([
  ...['HÀ NỘI - Sáng nay', 'Cần Thơ: Sáng nay', 'HUẾ - Sáng nay', '(Hà Nội) - Sáng nay', 'HĐND - UBND tỉnh'],
  ...['(Tiếp theo) Chiều 15/10', '(10) Nội dung', '(TGCT) chiều 15/10', 'Sáng nay', 'COVID-19 lan rộng', ''],
])('finds no publisher in "%s"', (lead) => {
  expect(splitPublisherMarker(lead)).toBeNull();
});

describe('inferDay', () => {
  test.each([
    ['a span of months', 'Lễ kỷ niệm 90 năm (10/1930 - 10/2020) được tổ chức sáng 31/10.', '2020-10-31'],
    ['a span of days', 'Lễ kỷ niệm (10/10/1949 - 10/10/2019) tổ chức sáng nay (7/10).', '2019-10-07'],
    ['a span without spaces', 'Chiều 17-10, họp mặt (18-10-1930-18-10-2024).', '2024-10-17'],
    ['a span of years', 'Tối 5/6, trường kỷ niệm thành lập (1953-2023).', '2023-06-05'],
  ])('takes the year from %s', (_, text, day) => {
    expect(inferDay([text])).toBe(day);
  });

  test.each([
    ['no year', ['Sáng 31/10, hội nghị khai mạc.']],
    ['a year, but no anniversary', ['Sáng 31/10, hội nghị khai mạc. Năm 2020 có nhiều việc.']],
    ['two anniversaries', ['Sáng 31/10, lễ kỷ niệm (1930 - 2020).', 'Đảng bộ tròn (1931 - 2021).']],
    ['two days', ['Sáng 30/10 và chiều 31/10, lễ kỷ niệm (10/1930 - 10/2020).']],
    ['another month', ['Sáng 31/12, lễ kỷ niệm (10/1930 - 10/2020).']],
    ['a term of office backwards', ['Sáng 31/10, lễ kỷ niệm (2020 - 1930).']],
    ['a day that does not exist', ['Sáng 31/2, lễ kỷ niệm (1930 - 2020).']],
    ['a historic day', ['Hội nghị từ ngày 14/10 đến 31/10/1930 (1930 - 2020).']],
    ['a day far down', ['Lễ kỷ niệm (1930 - 2020).', 'Một.', 'Hai.', 'Sáng 31/10 trời mưa.']],
  ])('infers nothing from %s', (_, paragraphs) => {
    expect(inferDay(paragraphs)).toBeNull();
  });
});
