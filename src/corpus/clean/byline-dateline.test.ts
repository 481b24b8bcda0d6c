import { describe, expect, test } from 'vitest';
import { parseByline, parseDateline } from './byline-dateline.js';

test.each([
  ['Hồng Thanh', 'Hồng Thanh'],
  ['HỒNG THANH', 'HỒNG THANH'],
  ['Tuyết Mai - Văn phòng Thị uỷ', 'Tuyết Mai - Văn phòng Thị uỷ'],
  ['Hồng Thanh - Vĩ Lâm', 'Hồng Thanh - Vĩ Lâm'],
  ['Nguyễn Văn An (TTXVN)', 'Nguyễn Văn An (TTXVN)'],
  ['Nguyễn Hoa/VOV.VN', 'Nguyễn Hoa/VOV.VN'],
  ['PV', 'PV'],
  ['Nhóm PV', 'Nhóm PV'],
])('%s is a name that stands alone', (line, author) => {
  expect(parseByline(line)).toEqual({ author, labelled: false });
});

test.each([
  ['Tin, ảnh: Vĩ Lâm', 'Vĩ Lâm'],
  ['Bài và ảnh: Lê An và Trần Bình', 'Lê An và Trần Bình'],
  ['Tin: PV', 'PV'],
  ['Tác giả: Lê Thị Hoa.', 'Lê Thị Hoa'],
  ['Theo TTXVN', 'TTXVN'],
  ['Người đăng: Lê Thu Hà', 'Lê Thu Hà'],
  ['By Jane Carter', 'Jane Carter'],
  ['Ảnh: Thu Hà', null],
])('%s has a label', (line, author) => {
  expect(parseByline(line)).toEqual({ author, labelled: true });
});

test.each([
  ...[
    'Phóng sự ảnh',
    'Tin tức',
    'Tin Nóng',
    'THƯ VIỆN ẢNH',
    'Back To Top',
    'An Toàn Giao Thông',
    'Video clip',
  ],
  ...[
    'Hà Nội',
    'Sa Pa',
    'Hồng',
    'Theo ông Nam, cầu sẽ xong.',
    'PV: Thưa ông, bao giờ xong?',
    'Tin: hôm nay mưa',
  ],
  ...['Hồng Thanh nói.', 'Thị ủy', 'Đảng ủy Xã', '17/10/2024', ''],
])('"%s" is no byline', (line) => {
  expect(parseByline(line)).toBeNull();
});

describe('parseDateline', () => {
  test.each([
    ['21:19 17/10/2024', '2024-10-17', null],
    ['12:43 - 16/10/2020', '2020-10-16', null],
    ['12:50 - Thứ Hai, 07/10/2019 Lượt xem: 87 In bài viết', '2019-10-07', null],
    ['Thứ năm, 17/10/2024 - 08:00 (GMT+7)', '2024-10-17', null],
    ['17/10/2024 | 08:00', '2024-10-17', null],
    ['17 Thg 10, 2024', '2024-10-17', null],
    ['17 Tháng Mười, 2024', '2024-10-17', null],
    ['17 tháng Hai 2024', '2024-02-17', null],
    ['Đăng: 2024/10/17 08:00', '2024-10-17', null],
    ['17-Oct-2024', '2024-10-17', null],
    ['Theo Lê Thu Hà, 17/10/2024', '2024-10-17', 'Lê Thu Hà'],
    ['Ngày 17 tháng 10 năm 2024', '2024-10-17', null],
    ['Cập nhật lúc 9 giờ 30 phút, Chủ nhật, ngày 20/10/2024', '2024-10-20', null],
    ['Đăng ngày 16/10/2020 | Cập nhật: 17/10/2020', '2020-10-16', null],
    ['Hải Phòng, 17/10/2024', '2024-10-17', null],
    ['Chính trị | 17/10/2024 08:00', '2024-10-17', null],
    ['Hồng Thanh | 08:00 17/10/2024', '2024-10-17', 'Hồng Thanh'],
    ['Đăng ngày: 17/10/2024 bởi Hồng Thanh', '2024-10-17', 'Hồng Thanh'],
    ['Posted on 17/10/2024 by admin', '2024-10-17', null],
    ['Tác giả: Hồng Thanh | 17/10/2024', '2024-10-17', 'Hồng Thanh'],
    ['Published October 17, 2024 at 8:00 am', '2024-10-17', null],
  ])('reads %s', (line, day, author) => {
    expect(parseDateline(line)).toEqual({ day, author });
  });

  test.each([
    'Sáng 17/10/2024, tỉnh khởi công cầu.',
    'Khởi công ngày 17/10/2024',
    'Từ 17/10/2024 đến nay',
    '17/10',
    'Hồng Thanh',
    '',
  ])('"%s" is no dateline', (line) => {
    expect(parseDateline(line)).toBeNull();
  });
});
