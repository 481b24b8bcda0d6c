import { expect, test } from 'vitest';
import { parseByline } from './byline.js';

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
