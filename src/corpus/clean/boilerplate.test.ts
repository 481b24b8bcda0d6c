import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { removeBoilerplate } from './boilerplate.js';
import type { PageLine } from '../formats/raw-page.js';

const LEAD = 'Sáng nay, xã Thanh Bình phát động phong trào trồng cây với bốn trăm người dân.';
const BODY = 'Các thôn đã trồng năm nghìn cây keo dọc hai bên đường liên xã trong một tuần.';
const END = 'Huyện sẽ cấp thêm cây giống vào tháng tới./.';

const page = (lines: readonly string[]): PageLine[] =>
  lines.map((line) => ({ text: line.replace(/^• /u, ''), listItem: line.startsWith('• ') }));
const kept = (...lines: string[]): string[] => removeBoilerplate(page(lines)).kept.map(({ text }) => text);

describe('removeBoilerplate', () => {
  test('drops all that follows a byline and a heading of other news, sentences too', () => {
    const rest = [
      'Hồng Thanh',
      'Tin khác',
      'Mưa lớn ở miền núi',
      'Hôm qua, mưa lớn làm ngập hai thôn.',
      '• Giá lúa',
    ];
    expect(kept(LEAD, BODY, ...rest)).toEqual([LEAD, BODY]);
    expect(kept(LEAD, BODY, END, 'Bình luận', 'Bài viết rất hay và bổ ích.')).toEqual([LEAD, BODY, END]);
  });

  test('keeps a sentence after a box of other news inside the article, and what follows it', () => {
    const lines = [
      LEAD,
      'Tin liên quan',
      'Giá lúa tăng',
      '• Giá ngô giảm',
      BODY,
      'Kết quả',
      'Ông Nam đồng ý.',
    ];
    expect(kept(...lines)).toEqual([LEAD, BODY, 'Kết quả', 'Ông Nam đồng ý.']);
  });

  test('is not ended by a share bar with the same words below the lead', () => {
    expect(kept('Ông Lê Nam vui.', 'Tin, ảnh: Lê An', 'Bình luận', 'Chia sẻ', LEAD, BODY)).toEqual([
      'Ông Lê Nam vui.',
      LEAD,
      BODY,
    ]);
  });

  test('keeps headings inside the article that could be labels of a menu outside it', () => {
    expect(kept('Kinh tế', LEAD, 'Kinh tế', BODY, 'Kinh tế')).toEqual([LEAD, 'Kinh tế', BODY]);
  });

  test('keeps lists, captions and contact lines at the end of an article that nothing follows', () => {
    const lines = [LEAD, BODY, '• Cây keo', 'Người dân trồng cây', 'Điện thoại: 0123'];
    expect(kept(...lines)).toEqual([LEAD, BODY, 'Cây keo', 'Người dân trồng cây', 'Điện thoại: 0123']);
  });

  test('keeps a page without one sentence, but for its boilerplate', () => {
    expect(kept('Bình luận', 'Một dòng', 'Trang chủ', 'Hai dòng')).toEqual(['Một dòng', 'Hai dòng']);
  });

  test("keeps an article's own counts, and drops those beside a visit counter or after the end", () => {
    const counts = ['Xóm Bãi: 412,5', 'Tổng cộng: 830,5', 'Thành viên: 96', '137', '-3,5%'];
    expect(kept(LEAD, ...counts, BODY)).toEqual([LEAD, ...counts, BODY]);
    expect(kept(LEAD, BODY, ...counts)).toEqual([LEAD, BODY, ...counts]);
    const counters = ['Hôm nay: 35', 'Trong năm: 302,311', 'Lượt truy cập: 1,836,946', 'Tổng: 5'];
    expect(kept(LEAD, BODY, ...counters)).toEqual([LEAD, BODY]);
    expect(kept(LEAD, BODY, END, 'Lê Văn Tám', ...counts.slice(1))).toEqual([LEAD, BODY, END]);
  });

  test('keeps an article on visits its counts, and calls to the reader within it', () => {
    const counts = ['Lượt truy cập: 1.204.500', 'Hôm nay: 120', 'Trực tuyến: 12'];
    const call = 'Hãy theo dõi sức khỏe và gọi hotline 1900 1234 khi sốt cao.';
    expect(kept(LEAD, ...counts, call, BODY)).toEqual([LEAD, ...counts, call, BODY]);
  });

  test('keeps what is told of a book or picture among the sentences, and all that follows it', () => {
    const lines = ['Tác giả: Nguyễn Văn An', 'Nguồn: Thư viện huyện', BODY, END];
    expect(kept(LEAD, ...lines)).toEqual([LEAD, ...lines]);
    expect(kept(LEAD, 'Tác giả: Nguyễn Văn An', 'Từ khóa: cầu, đường', BODY)).toEqual([LEAD, BODY]);
  });

  test('keeps the entries below a heading that comments have, too', () => {
    const entries = ['• Ông Nam: đồng ý', '• Bà Hoa: phản đối'];
    expect(kept(LEAD, 'Ý kiến:', ...entries, BODY)).toEqual([
      LEAD,
      'Ông Nam: đồng ý',
      'Bà Hoa: phản đối',
      BODY,
    ]);
  });

  test('takes a name for a byline only where the article ends', () => {
    expect(kept(LEAD, 'Lê Văn Tám', BODY)).toEqual([LEAD, 'Lê Văn Tám', BODY]);
    expect(kept(LEAD, 'Lê Văn Tám', 'Trần Bình', 'Một dòng')).toEqual([
      LEAD,
      'Lê Văn Tám',
      'Trần Bình',
      'Một dòng',
    ]);
    expect(kept(LEAD, 'Lê Văn Tám')).toEqual([LEAD]);
    expect(kept(LEAD, 'Lê Văn Tám', 'Ảnh: Thu Hà')).toEqual([LEAD]);
  });

  test('takes a name beside a date for a byline, above the text and below it', () => {
    expect(kept('08:00 17/10/2024', 'Lê Văn Tám', LEAD, BODY)).toEqual([LEAD, BODY]);
    expect(kept(LEAD, BODY, 'Lê Văn Tám', 'Cập nhật: 17/10/2024')).toEqual([LEAD, BODY]);
  });

  test('keeps the rows of a table wherever they stand', () => {
    const rows = ['2020 | 5', 'Kinh tế', 'Lê Văn Tám'].map((text) => ({
      text,
      listItem: false,
      tableRow: true as const,
    }));
    const lines = [...page([LEAD, BODY, 'Tin, ảnh: Lê An']), ...rows, ...page(['1 2 3'])];
    expect(removeBoilerplate(lines).kept.map(({ text }) => text)).toEqual([
      LEAD,
      BODY,
      ...rows.map(({ text }) => text),
    ]);
  });

  test('says why each line was dropped', () => {
    const lines = [
      'Trang chủ',
      '08:00 17/10/2024',
      LEAD,
      '17/10/2024',
      BODY,
      'Tin, ảnh: Lê An',
      '35',
      'Một dòng',
    ];
    expect(removeBoilerplate(page(lines)).dropped).toEqual([
      { text: 'Trang chủ', reason: 'boilerplate' },
      { text: '08:00 17/10/2024', reason: 'dateline' },
      { text: 'Tin, ảnh: Lê An', reason: 'byline' },
      { text: '35', reason: 'boilerplate' },
      { text: 'Một dòng', reason: 'after-end' },
    ]);
  });

  test.each([
    ['of a menu', ['Giáo dục: 120,5', 'Y tế: 80,3']],
    ['of a page’s counters', ['Đọc tin: 45%', 'Xem phim: 30%', 'Chia sẻ: 12%', 'Bình luận: 7', 'Ý kiến: 3']],
    ['of an address', ['Địa chỉ: 5 Hoa Mai', 'Liên hệ: 0903 000 111', 'Học phí: 3 triệu', 'Giờ học: 18h']],
  ])('keeps figures behind labels %s, in a row of the article’s own, wherever they stand', (_, row) => {
    expect(kept(LEAD, BODY, ...row)).toEqual([LEAD, BODY, ...row]);
    expect(kept(LEAD, ...row, BODY)).toEqual([LEAD, ...row, BODY]);
    expect(kept(...row, LEAD, BODY)).toEqual([...row, LEAD, BODY]);
  });

  test('drops the figures of a page below its article', () => {
    expect(kept(LEAD, END, 'Lê An', 'Lượt xem: 12', 'Bình luận: 3', 'Y tế: 4', 'Hôm nay: 5')).toEqual([
      LEAD,
      END,
    ]);
  });

  test('keeps any label with an amount that no page counts', () => {
    const label = fc.constantFrom(
      'Giáo dục',
      'Y tế',
      'Văn hóa',
      'Xe',
      'Anh',
      'Thẻ vàng',
      'Sút',
      'Chia sẻ',
      'Gạo',
    );
    const amount = fc.constantFrom('12,5 tỷ', '30%', '45 hộ', '-3 độ', '+2,5%', '7/10');
    fc.assert(
      fc.property(fc.array(fc.tuple(label, amount), { minLength: 1 }), (pairs) => {
        const row = pairs.map(([what, much]) => `${what}: ${much}`);
        expect(kept(LEAD, ...row)).toEqual([LEAD, ...row]);
      }),
    );
  });

  test('parts any page into lines kept and dropped, losing and making none, and keeps its sentences', () => {
    const anyLine = fc.constantFrom(
      ...[
        LEAD,
        BODY,
        'Tin liên quan',
        'captcha',
        'Trang chủ',
        '35',
        'Một dòng',
        '• Cây keo',
        '08:00 17/10/2024',
      ],
    );
    fc.assert(
      fc.property(fc.array(anyLine), (texts) => {
        const lines = page(texts);
        const parted = removeBoilerplate(lines);
        const all = [...parted.kept, ...parted.dropped].map(({ text }) => text);
        expect(all.sort()).toEqual(lines.map(({ text }) => text).sort());
        const isSentence = (text: string): boolean => text === LEAD || text === BODY;
        expect(parted.kept.map(({ text }) => text).filter(isSentence)).toEqual(texts.filter(isSentence));
      }),
    );
  });
});
