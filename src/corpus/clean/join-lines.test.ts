import { expect, test } from 'vitest';
import { splitLines } from './clean-line.js';
import { joinLines } from './join-lines.js';

const join = (text: string, firstIsTitle = true): string[] =>
  joinLines(splitLines(text), firstIsTitle).map((line) => line.text);

test('a caption broken into lines is one paragraph', () => {
  expect(join('Tiêu đề\n\nĐồng chí Lê An, Chủ tịch huyện,\nphát biểu.\n\nMột câu dài khác.')).toEqual([
    'Tiêu đề',
    'Đồng chí Lê An, Chủ tịch huyện, phát biểu.',
    'Một câu dài khác.',
  ]);
  expect(join('Tiêu đề\n\nĐồng chí Lê An, Bí thư Huyện ủy\nThanh Bình phát biểu.')[1]).toBe(
    'Đồng chí Lê An, Bí thư Huyện ủy Thanh Bình phát biểu.',
  );
});

test('lines of a hard-wrapped text are joined, also where one ends with a full stop', () => {
  const text = `Xã Thanh Bình trồng cây

Sáng 12/3, xã Thanh Bình phát động phong trào trồng cây với sự tham gia của
hơn 400 người dân. Các thôn đã trồng năm nghìn cây keo, cây sao và cây.
Ông Lê Văn Tám, chủ tịch xã, cho biết mỗi hộ nhận chăm sóc mười cây và báo
lại cho xã hằng tháng.

Cây giống do huyện cấp.`;
  expect(join(text)).toHaveLength(3);
});

test('in a text of one paragraph a line, without blank lines, each line stays a paragraph', () => {
  const lines = ['Tiêu đề', 'Câu thứ nhất của bài.', 'Kết quả bước đầu', 'Câu thứ hai của bài.', 'Lời cuối'];
  expect(join(lines.join('\n'))).toEqual(lines);
});

test('a short heading right above its paragraph is not joined to it', () => {
  expect(join('Tiêu đề\n\nKết quả\nTỉnh đã trồng năm nghìn cây xanh.')).toEqual([
    'Tiêu đề',
    'Kết quả',
    'Tỉnh đã trồng năm nghìn cây xanh.',
  ]);
});

test('furniture, datelines, labelled bylines and list entries stand alone', () => {
  expect(join('Tiêu đề\n12:43 - 16/10/2020\nTin, ảnh: Vĩ Lâm\nBình luận\ncaptcha\n1 2 3')).toHaveLength(6);
  expect(joinLines(splitLines('• cây keo\n- cây sao;\n1. cây bàng'))).toEqual([
    { text: 'cây keo', listItem: true },
    { text: '- cây sao;', listItem: true },
    { text: '1. cây bàng', listItem: true },
  ]);
});

test('a title broken before a small letter is one line', () => {
  expect(join('Văn phòng xây dựng đội ngũ\nnăng lực, trách nhiệm\n\nMột câu.')[0]).toBe(
    'Văn phòng xây dựng đội ngũ năng lực, trách nhiệm',
  );
});

test('blank lines and lone bullets make no paragraph', () => {
  expect(join('\n\n \n•\n\n')).toEqual([]);
});
