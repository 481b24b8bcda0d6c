import { expect, test } from 'vitest';
import type { Article } from './article.js';
import { parseArticle } from './formats/parse-article.js';

/** Invented pages in the layouts of several newspapers, to hold the rules to more than the pages they were made on. */
function read(path: string, content: string): Article {
  const outcome = parseArticle(path, { bytes: Buffer.from(content), contentHash: '' });
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}

const paragraphs = (article: Article): string[] => article.text.split('\n\n');

test('a national paper: section, share bar, mark, credit in capitals, box in the middle, comments', () => {
  const article = read(
    'cau.txt',
    `Thời sự
Cầu Bến Đá thông xe sau hai năm thi công
17/10/2024 08:00 GMT+7

Chia sẻ
Lưu bài viết

TTO - Cầu Bến Đá nối hai bờ sông Tràm đã thông xe sáng nay, sớm hơn kế hoạch một tháng.

Cầu Bến Đá nhìn từ trên cao - Ảnh: MINH QUÂN

Cây cầu dài 620 m, rộng 12 m. Ông Trần Văn Lực nói người dân không còn phải đi phà.
Xem thêm: Ba dự án cầu khởi công trong năm
Trước đây, mỗi chuyến phà mất 30 phút. Nay xe qua cầu chỉ hai phút.

Tin liên quan
Phà Tràm ngừng hoạt động
Thêm tuyến buýt qua cầu Bến Đá

Ban quản lý sẽ lắp thêm đèn trong tháng 11.

MINH QUÂN
Bình luận (5)
Tuấn: Cầu đẹp quá. Cảm ơn ban quản lý dự án.
Thông tin tài khoản
`,
  );
  expect(article).toMatchObject({
    title: 'Cầu Bến Đá thông xe sau hai năm thi công',
    publisher: 'TTO',
    author: 'MINH QUÂN',
    publishedAt: '2024-10-17',
    publishedAtInferred: false,
  });
  expect(paragraphs(article)).toEqual([
    'Cầu Bến Đá nối hai bờ sông Tràm đã thông xe sáng nay, sớm hơn kế hoạch một tháng.',
    'Cầu Bến Đá nhìn từ trên cao - Ảnh: MINH QUÂN',
    'Cây cầu dài 620 m, rộng 12 m. Ông Trần Văn Lực nói người dân không còn phải đi phà.',
    'Trước đây, mỗi chuyến phà mất 30 phút. Nay xe qua cầu chỉ hai phút.',
    'Ban quản lý sẽ lắp thêm đèn trong tháng 11.',
  ]);
});

test('a paper with its name in brackets: weekday before the date, caption twice, name as last line', () => {
  const article = read(
    'truong.txt',
    `Trường Tân Lập đón 300 tân sinh viên

Thứ ba, 03/09/2024 - 07:15

(Dân trí) - Sáng 3/9, Trường Cao đẳng Tân Lập đón 300 tân sinh viên ngành điện và cơ khí.

Tân sinh viên làm thủ tục (Ảnh: Hoài An).

Tân sinh viên làm thủ tục (Ảnh: Hoài An).

Trường dành 20 suất học bổng cho sinh viên khó khăn.

Hoài An
`,
  );
  expect(article).toMatchObject({ publisher: 'Dân trí', author: 'Hoài An', publishedAt: '2024-09-03' });
  expect(paragraphs(article)).toEqual([
    'Sáng 3/9, Trường Cao đẳng Tân Lập đón 300 tân sinh viên ngành điện và cơ khí.',
    'Tân sinh viên làm thủ tục (Ảnh: Hoài An).',
    'Trường dành 20 suất học bổng cho sinh viên khó khăn.',
  ]);
});

test('a news agency: place and agency before the lead, agency behind the name', () => {
  const article = read(
    'lua.txt',
    `Huyện Phong An được mùa lúa
Ngày 5 tháng 6 năm 2023, 14:20

AN GIANG (VNA) - Vụ này, huyện Phong An thu 62 tạ lúa một hecta, cao nhất mười năm.

Nông dân bán lúa tại ruộng với giá 7.200 đồng một cân./.

Lê Thị Hoa (TTXVN)

Các tin khác
• Giá lúa tăng (04/06/2023)
• Huyện mở lớp dạy nghề cho nông dân. Lớp học kéo dài ba tháng, mỗi tuần hai buổi.
Trang trước
1 2 3
`,
  );
  expect(article).toMatchObject({
    publisher: 'VNA',
    author: 'Lê Thị Hoa (TTXVN)',
    publishedAt: '2023-06-05',
  });
  expect(paragraphs(article)).toEqual([
    'AN GIANG - Vụ này, huyện Phong An thu 62 tạ lúa một hecta, cao nhất mười năm.',
    'Nông dân bán lúa tại ruộng với giá 7.200 đồng một cân.',
  ]);
});

test("a local party paper: place before the lead, labelled byline, the newsroom's address below", () => {
  const article = read(
    'cay.txt',
    `Trang chủ » Thời sự » Trong tỉnh
Xã Thanh Bình trồng năm nghìn cây xanh
Cập nhật lúc 08:00, Thứ Tư, 13/03/2019 (GMT+7)
Lượt xem: 1.204

CẦN THƠ - Sáng 12/3, xã Thanh Bình phát động trồng cây với hơn 400 người dân.

Kinh tế

Mỗi cây giống giá 15.000 đồng, do doanh nghiệp trong xã tặng.

Bài và ảnh: Lê An, Trần Bình

Tổng Biên tập: Ông Nguyễn Văn Sáu
Email: toa.soan@bao.example
Hôm nay: 1.024
`,
  );
  expect(article).toMatchObject({
    title: 'Xã Thanh Bình trồng năm nghìn cây xanh',
    publisher: null,
    author: 'Lê An, Trần Bình',
    publishedAt: '2019-03-13',
  });
  expect(paragraphs(article)).toEqual([
    'CẦN THƠ - Sáng 12/3, xã Thanh Bình phát động trồng cây với hơn 400 người dân.',
    'Kinh tế',
    'Mỗi cây giống giá 15.000 đồng, do doanh nghiệp trong xã tặng.',
  ]);
});

test('an English page: By-line, date in words, share buttons in the middle', () => {
  const article = read(
    'mill.txt',
    `Old Mill Reopens After Ten Years
By Jane Carter
October 17, 2024

The old mill on the Green River reopened on Thursday after a ten-year restoration.

Share
Facebook
Twitter

The mill will open to visitors every weekend.

Related articles
River festival returns in May
Comments
`,
  );
  expect(article).toMatchObject({
    title: 'Old Mill Reopens After Ten Years',
    author: 'Jane Carter',
    publishedAt: '2024-10-17',
  });
  expect(paragraphs(article)).toEqual([
    'The old mill on the Green River reopened on Thursday after a ten-year restoration.',
    'The mill will open to visitors every weekend.',
  ]);
});

test('a saved web page: metadata of its head, text without its menus, scripts as data', () => {
  const article = read(
    'thu-vien.html',
    `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>Thị xã Hòa Lạc khánh thành thư viện mới - VnBáo</title><meta property="og:site_name" content="VnBáo">
<link rel="canonical" href="https://vnbao.example/thu-vien.html">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},
{"@type":"NewsArticle","headline":"Thị xã Hòa Lạc khánh thành thư viện mới",
"datePublished":"2023-05-04T23:30:00+07:00","author":[{"@type":"Person","name":"Lê Thu Hà"}]}]}</script>
<script>document.title = 'hỏng'; throw new Error('ran');</script></head><body>
<header><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/ts">Thời sự</a></li></ul></nav></header>
<div class="page"><span class="date">Thứ năm, 4/5/2023, 07:30 (GMT+7)</span>
<h1>Thị xã Hòa Lạc khánh thành thư viện mới</h1>
<p class="description"><span>Hòa Lạc</span>Thư viện ba tầng với 40.000 đầu sách mở cửa sáng 4/5, miễn phí cả tuần.</p>
<article><p>Công trình được xây trong 18 tháng với kinh phí 25 tỷ đồng từ ngân sách và đóng góp của người dân. Bà Phạm
Thị Dung cho biết sách thiếu nhi chiếm một phần ba số đầu sách.</p>
<figure><img src="a.jpg"><figcaption><p>Phòng đọc thiếu nhi. Ảnh: <em>Thu Hà</em></p></figcaption></figure>
<p>Theo bà Dung, thư viện sẽ mở thêm hai điểm đọc lưu động về các xã vùng cao từ tháng 9, mỗi điểm có 500 cuốn.</p>
<p>Ngày đầu mở cửa, hơn 1.200 lượt bạn đọc đã đến mượn sách, nhiều hơn dự kiến của ban tổ chức.</p>
<p style="text-align:right"><strong>Lê Thu Hà</strong></p></article></div>
<footer><p>Giấy phép số 1.</p></footer></body></html>`,
  );
  expect(article).toMatchObject({
    title: 'Thị xã Hòa Lạc khánh thành thư viện mới',
    publisher: 'VnBáo',
    author: 'Lê Thu Hà',
    publishedAt: '2023-05-04',
    url: 'https://vnbao.example/thu-vien.html',
  });
  expect(paragraphs(article).map((text) => text.slice(0, 24))).toEqual([
    'Hòa Lạc Thư viện ba tầng',
    'Công trình được xây tron',
    'Phòng đọc thiếu nhi. Ảnh',
    'Theo bà Dung, thư viện s',
    'Ngày đầu mở cửa, hơn 1.2',
  ]);
});
