import { expect, test } from 'vitest';
import { boilerplateKind } from './boilerplate-line.js';

test.each([
  ...[
    'Bình luận',
    'BÌNH LUẬN (12)',
    'Bình luận của bạn về bài viết...',
    'Từ khóa:',
    'Từ khóa: cầu, đường',
    'Tags',
  ],
  ...[
    'Tin khác',
    'Các tin khác:',
    '» Tin liên quan',
    'Đánh giá của bạn:',
    'Related articles',
    'Ý kiến bạn đọc (0)',
  ],
])('"%s" heads what follows an article', (line) => {
  expect(boilerplateKind(line)).toBe('ending');
});

test.each([
  ...[
    'captcha',
    'Back To Top',
    'Lượt xem: 12.091',
    'In bài viết',
    'Đăng nhập',
    'Chia sẻ',
    'Bạn còn /200 ký tự',
  ],
  ...[
    'Xếp theo: Thời gian | Số người thích',
    'Chia sẻ: Facebook Twitter Zalo In bài viết',
    'Xem thêm: Cầu mới thông xe',
  ],
])('"%s" is boilerplate wherever it stands', (line) => {
  expect(boilerplateKind(line)).toBe('widget');
});

test.each([
  ...[
    'Tin tức',
    'Danh sách video',
    'THƯ VIỆN ẢNH',
    'Phóng sự ảnh',
    'Trang chủ > Thời sự > Trong tỉnh',
    '1 2 3 4 5',
  ],
  ...['* * *', 'Chính trị - Xã hội', 'Khách trực tuyến: 12', 'Tổng lượt truy cập: 1,836,946'],
  ...['Mời quý độc giả theo dõi kênh của báo.', 'Bạn đang đọc bài viết Cầu mới tại chuyên mục Thời sự.'],
  'Liên hệ cung cấp thông tin: email a@b.example',
])('"%s" is boilerplate outside the article', (line) => {
  expect(boilerplateKind(line)).toBe('edge');
});

test.each(['Trong năm: 302,311', 'Tổng cộng: 830,5', '35', '+3,5%', '2022 | 1.395'])(
  '"%s" is a number of the page or of the article',
  (line) => {
    expect(boilerplateKind(line)).toBe('count');
  },
);

test.each(['Email: a@b.example', 'Hotline: (024) 3.5771', 'Điện thoại: 0123'])(
  '"%s" is a contact line',
  (line) => {
    expect(boilerplateKind(line)).toBe('contact');
  },
);

test.each([
  ...[
    'Bình luận về trận đấu, ông Nam khen đội trẻ.',
    'Tin khác thường lan nhanh.',
    'Chia sẻ với người dân, ông nói vậy.',
  ],
  ...[
    'Trong năm 2020, tỉnh trồng rừng.',
    'Trong năm: trồng 5.000 cây',
    'Mời các bạn nhỏ đến trường là việc của xã.',
  ],
  ...[
    'Chia sẻ: Tôi rất mừng khi có cầu mới.',
    'Bình luận: “Trận này đội nhà đá rất hay.”',
    'Người dân trong thôn: 412,5',
    'Chia sẻ: nuôi tôm hai giai đoạn giảm 30% chi phí',
    'Bình luận: giá vàng còn tăng trong quý tới',
  ],
  ...['新聞', 'Hồng Thanh', 'Kết quả'],
])('"%s" may be the article\'s', (line) => {
  expect(boilerplateKind(line)).toBeNull();
});
