import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, joinLines, splitLines } from './lines.js';

test.each([
  ['no-break, thin and ideographic spaces, tabs', 'a\u00a0\u2009b\t\u3000c', 'a b c'],
  ['zero-width characters inside a word', 'L\u200bự\ufeffc P\u2060h\u00adư\u034fớc', 'Lực Phước'],
  ['ƣ in the place of ư', 'Trƣơng ƢỚC trƣờng', 'Trương ƯỚC trường'],
  ['a zero-width space beside a space or mark', 'Hà \u200bNội\u200b.', 'Hà Nội.'],
  [
    'soft hyphens, joiners, marks of direction and order',
    '\ufeffthư\u00ad\u200d \u200eviện\u2060',
    'thư viện',
  ],
  ['control characters', 'a\u0007b\u001bc\u009f', 'abc'],
  ['colours of a terminal', '\u001b[1;31mHà\u001b[0m \u009b38:5:1mNội\u001b(B', 'Hà Nội'],
  ['the title of its window', '\u001b]0;tên cửa sổ\u0007Hà\u0090q\u009c Nội', 'Hà Nội'],
  ['the address of its link', '\u001b]8;;https://a.example\u001b\\Hà Nội\u001b]8;;\u001b\\', 'Hà Nội'],
  ['a sequence that never ends, which may have been none', '\u001b]0;Hà \u009dNội \u001b[1', ']0;Hà Nội [1'],
  ['letters and tone marks apart', 'Vie\u0323\u0302t', 'Việt'],
  ['half a surrogate pair', 'a\ud83d', 'a\ufffd'],
  ['spaces at the ends', '  a  ', 'a'],
])('cleans %s', (_, line, clean) => {
  expect(cleanLine(line)).toBe(clean);
});

test('cleaning is idempotent, and its result is NFC with single spaces', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (line) => {
      const clean = cleanLine(line);
      expect(cleanLine(clean)).toBe(clean);
      expect(clean).toBe(clean.normalize('NFC'));
      expect(clean).not.toMatch(/ {2}|[\p{Cc}\p{Cf}\p{Cs}]|^\s|\s$|[^\S ]/u);
    }),
  );
});

test('every kind of line end parts lines', () => {
  expect(splitLines('a\r\nb\rc\nd\u2028e\u2029f\u0085g\fh\vi\n\nj')).toEqual([
    'a',
    'b',
    'c',
    'd',
    'e',
    'f',
    'g',
    'h',
    'i',
    '',
    'j',
  ]);
});

describe('joinLines', () => {
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
    const lines = [
      'Tiêu đề',
      'Câu thứ nhất của bài.',
      'Kết quả bước đầu',
      'Câu thứ hai của bài.',
      'Lời cuối',
    ];
    expect(join(lines.join('\n'))).toEqual(lines);
  });

  test('a short heading right above its paragraph is not joined to it', () => {
    expect(join('Tiêu đề\n\nKết quả\nTỉnh đã trồng năm nghìn cây xanh.')).toEqual([
      'Tiêu đề',
      'Kết quả',
      'Tỉnh đã trồng năm nghìn cây xanh.',
    ]);
  });

  test('boilerplate, datelines, labelled bylines and list entries stand alone', () => {
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
});
