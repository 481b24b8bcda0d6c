import { expect, test } from 'vitest';
import { splitPublisherMarker } from './publisher-marker.js';

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
