import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layOut, type PdfText } from './pdf.js';

const SIZE = 12;

/** Lines below one another, every letter half as wide as the font is high. */
function column(lines: readonly string[], { x = 60, y = 700, size = SIZE } = {}): PdfText[] {
  return lines.map((text, at) => piece(text, x, y - at * size * 1.3, size));
}

function piece(text: string, x: number, y: number, size = SIZE): PdfText {
  return { text, x, y, width: (text.length * size) / 2, size, endsLine: false };
}

const texts = (...pages: PdfText[][]) => layOut(pages).lines.map(({ text }) => text);

describe('paragraphs', () => {
  test('a line that had room for the next word ends one', () => {
    expect(
      texts(
        column([
          'Chợ nổi họp từ năm giờ sáng trên sông Hậu,',
          'và khách đi thuyền của hợp tác xã.',
          'Vé vào chợ được bán ở bến Ninh Kiều từ bốn',
          'giờ sáng.',
        ]),
      ),
    ).toEqual([
      'Chợ nổi họp từ năm giờ sáng trên sông Hậu, và khách đi thuyền của hợp tác xã.',
      'Vé vào chợ được bán ở bến Ninh Kiều từ bốn giờ sáng.',
    ]);
  });

  test('so do a first line’s indentation, a larger distance, another size and the mark of a list', () => {
    const full = 'Chợ nổi họp từ năm giờ sáng trên sông Hậu.';
    const indented = [piece(full, 60, 700), piece(full, 84, 684.4), piece(full, 60, 668.8)];
    expect(texts(indented)).toEqual([full, `${full} ${full}`]);
    expect(texts([...column([full, full]), ...column([full], { y: 640 })])).toEqual([
      `${full} ${full}`,
      full,
    ]);
    expect(texts([...column([full], { size: 18 }), ...column([full, full], { y: 676 })])).toEqual([
      full,
      `${full} ${full}`,
    ]);
    expect(texts(column([full, `- ${full}`, `• ${full}`]))).toEqual([full, `- ${full}`, full]);
  });

  test('one goes on in the next column', () => {
    const left = column(['Chợ nổi họp từ năm giờ', 'sáng, và khách thì đi']);
    const right = column(['thuyền của hợp tác xã.', 'Vé vào chợ được bán ở', 'bến.'], { x: 320 });
    expect(texts([...left, ...right])).toEqual([
      'Chợ nổi họp từ năm giờ sáng, và khách thì đi thuyền của hợp tác xã. Vé vào chợ được bán ở bến.',
    ]);
  });

  test('pieces far apart on a line are cells', () => {
    expect(
      texts([
        piece('Xoài', 60, 700),
        piece('40 thuyền', 200, 700),
        piece('Hoa', 60, 680),
        piece('12 thuyền', 200, 680),
      ]),
    ).toEqual(['Xoài | 40 thuyền', 'Hoa | 12 thuyền']);
  });
});

test('a word that was parted is put together; the hyphen stays where it is the word’s own', () => {
  expect(texts(column(['The market on the river was re-', 'opened in May by the commit-', 'tee.']))).toEqual([
    'The market on the river was reopened in May by the committee.',
  ]);
  expect(
    texts(column(['Đoàn Pa-ri ghé chợ. Họ từ Pa-', 'ri đến, tìm hiểu kinh tế-', 'xã hội của vùng.'])),
  ).toEqual(['Đoàn Pa-ri ghé chợ. Họ từ Pa-ri đến, tìm hiểu kinh tế-xã hội của vùng.']);
});

test('only what most pages repeat at one edge is left out', () => {
  const page = (number: number, ...lines: string[]) => [
    piece('Bản tin chợ nổi', 200, 780),
    ...column(lines),
    piece(`Trang ${number}/3`, 280, 20),
  ];
  expect(texts(page(1, 'Một câu.'), page(2, 'Hai câu.'), page(3, 'Ba câu.'))).toEqual([
    'Một câu.',
    'Hai câu.',
    'Ba câu.',
  ]);
  expect(texts(page(1, 'Một câu.'))).toHaveLength(3);
  expect(layOut([page(8, 'Một câu.'), page(9, 'Hai câu.')]).repeated).toEqual([
    ...['Bản tin chợ nổi', 'Trang 8/3', 'Bản tin chợ nổi', 'Trang 9/3'],
  ]);
});

test('figures that do not count the pages are no page numbers', () => {
  const page = (line: string) => [
    ...column(['Một câu dài của bài.']),
    piece(line, 60, 60),
    piece('Hết trang', 60, 20),
  ];
  const pages = [page('Tổng cộng: 12'), page('Tổng cộng: 45')];
  expect(texts(...pages).filter((text) => text.startsWith('Tổng'))).toEqual([
    'Tổng cộng: 12',
    'Tổng cộng: 45',
  ]);
});

test('no word is lost, whatever the pieces are', () => {
  const word = fc.constantFrom('chợ', 'nổi', 'họp.', 'Sáng', '12', '•', 'Pa', '|');
  const pieces = fc.record({
    text: word,
    x: fc.integer({ min: -50, max: 700 }),
    y: fc.integer({ min: -50, max: 900 }),
    width: fc.integer({ min: 0, max: 90 }),
    size: fc.integer({ min: 0, max: 40 }),
    endsLine: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (page) => {
      const letters = (text: string) =>
        text
          .replace(/[\s|•]/gu, '')
          .split('')
          .sort()
          .join('');
      expect(letters(texts(page).join(''))).toBe(letters(page.map(({ text }) => text).join('')));
    }),
  );
});
