import { describe, expect, test } from 'vitest';
import { inferDay, splitPublisherMarker, dropRepeatedCaptions } from './article-of-page.js';
import fc from 'fast-check';

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

const kept = (...texts: string[]): string[] =>
  dropRepeatedCaptions(texts.map((text) => ({ text, listItem: false }))).kept.map(({ text }) => text);

const CAPTION = 'Phó Chủ tịch huyện Trần Thị Mai phát biểu tại lễ phát động trồng cây ở xã Thanh Bình';
const OTHER = 'Các thôn đã trồng năm nghìn cây keo. Huyện cấp thêm cây giống vào tháng tới.';

test('a line that stood before goes, wherever it stood and whatever its marks and case', () => {
  expect(kept(CAPTION, OTHER, `${CAPTION.toUpperCase()}.`, OTHER)).toEqual([CAPTION, OTHER]);
});

test('of a caption and a neighbour that holds it, the fuller stays', () => {
  const fuller = `Ảnh: ${CAPTION}, sáng 12/3.`;
  expect(kept(CAPTION, fuller)).toEqual([fuller]);
  expect(kept(fuller, CAPTION)).toEqual([fuller]);
});

test.each([
  ['another name', CAPTION.replace('Mai', 'Lan')],
  ['another word', CAPTION.replace('phát biểu', 'nhấn mạnh')],
  ['another accent', CAPTION.replace('Mai', 'Mái')],
  ['too many other words', CAPTION.replace('phát biểu tại lễ phát động', 'đến dự và tặng quà cho người')],
])('a caption with %s stays', (_, caption) => {
  expect(kept(CAPTION, caption)).toEqual([CAPTION, caption]);
});

test.each([
  ['number', 'lần 1', 'lần 2'],
  ['sign', 'thay đổi +3,5%', 'thay đổi -3,5%'],
  ['minus sign', 'ở mức 2 độ C', 'ở mức −2 độ C'],
  ['decimal', 'tăng 3,5%', 'tăng 3,05%'],
  ['blood type', 'nhóm máu A+', 'nhóm máu A-'],
  ['minus that breaks no line', 'ở mức 2 độ C', 'ở mức \u20112 độ C'],
  ['bound', 'dưới mức 5 triệu', 'dưới mức <5 triệu'],
  ['operator', 'là A + B', 'là A - B'],
  ['programming language', 'viết bằng C++', 'viết bằng C'],
])('a line with another %s stays, next to the other and apart from it', (_, one, other) => {
  const [a, b] = [`${CAPTION} ${one}.`, `${CAPTION} ${other}.`];
  expect(kept(a, b)).toEqual([a, b]);
  expect(kept(a, OTHER, b)).toEqual([a, OTHER, b]);
});

test('lines that differ in one letter, whatever its accent, both stay', () => {
  const syllable = fc.constantFrom(
    'ban',
    'bán',
    'bàn',
    'bạn',
    'băn',
    'bân',
    'đan',
    'dan',
    '2',
    '-2',
    '+2',
    '2,5',
  );
  fc.assert(
    fc.property(syllable, syllable, (one, other) => {
      const lines = [`${CAPTION} ${one}`, `${CAPTION} ${other}`];
      expect(kept(...lines)).toHaveLength(one === other ? 1 : 2);
    }),
  );
});

test.each([
  ['a labelled figure', 'Số hộ nghèo của thôn năm 2023: 12 hộ'],
  ['a heading', 'Thời hạn giải quyết hồ sơ của người dân'],
  [
    'a sentence',
    'Thời hạn giải quyết là 15 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ của người dân trong xã.',
  ],
])('%s that is true of two things stands below both', (_, text) => {
  expect(kept('Thôn Hạ', text, 'Thôn Thượng', text)).toEqual(['Thôn Hạ', text, 'Thôn Thượng', text]);
});

test('what a neighbour denies stays', () => {
  const denial = `Huyện bác tin ${CAPTION}.`;
  expect(kept(CAPTION, denial)).toEqual([CAPTION, denial]);
});

test('a caption that a line further away holds stays', () => {
  const fuller = `Ảnh: ${CAPTION}, sáng 12/3.`;
  expect(kept(CAPTION, OTHER, fuller)).toEqual([CAPTION, OTHER, fuller]);
});

test('a paragraph of several sentences is compared word for word only', () => {
  const paragraph = `${CAPTION}. Ông cảm ơn người dân.`;
  expect(kept(CAPTION, paragraph, paragraph.replace('phát biểu', 'nhấn mạnh'))).toHaveLength(3);
});

test('short lines and list entries may stand twice', () => {
  expect(kept('Trân trọng cảm ơn', OTHER, 'Trân trọng cảm', 'Trân trọng cảm')).toHaveLength(4);
  const item = { text: 'giải nhất không được trao', listItem: true };
  expect(dropRepeatedCaptions([item, item])).toEqual({ kept: [item, item], dropped: [] });
});

test('rows of tables and entries of lists all stay', () => {
  const rows = [
    'Xóm: Bãi — Đợt đầu: 5; Đợt cuối: 6',
    'Xóm: Bãi — Đợt đầu: 5; Đợt cuối: 6',
    'Xóm: Bãi — Đợt đầu: 5',
  ];
  const lines = rows.map((text) => ({ text, listItem: false, tableRow: true as const }));
  expect(dropRepeatedCaptions(lines).kept).toEqual(lines);
});
