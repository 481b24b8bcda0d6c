import { expect, test } from 'vitest';
import { dropRepeatedCaptions } from './repeated-captions.js';

const kept = (...texts: string[]): string[] =>
  dropRepeatedCaptions(texts.map((text) => ({ text, listItem: false }))).map(({ text }) => text);

const CAPTION = 'Phó Chủ tịch huyện Trần Thị Mai phát biểu tại lễ phát động trồng cây ở xã Thanh Bình';
const OTHER = 'Các thôn đã trồng năm nghìn cây keo. Huyện cấp thêm cây giống vào tháng tới.';

test('a line that stood before goes, wherever it stood and whatever its marks and case', () => {
  expect(kept(CAPTION, OTHER, `${CAPTION.toUpperCase()}.`, OTHER)).toEqual([CAPTION, OTHER]);
});

test('a caption with a few other words than its neighbour goes', () => {
  expect(kept(CAPTION, CAPTION.replace('phát biểu', 'nhấn mạnh'))).toEqual([CAPTION]);
});

test('of a caption and a neighbour that holds it, the fuller stays', () => {
  const fuller = `Ảnh: ${CAPTION}, sáng 12/3.`;
  expect(kept(CAPTION, fuller)).toEqual([fuller]);
  expect(kept(fuller, CAPTION)).toEqual([fuller]);
});

test.each([
  ['another name', CAPTION.replace('Mai', 'Lan')],
  ['too many other words', CAPTION.replace('phát biểu tại lễ phát động', 'đến dự và tặng quà cho người')],
])('a caption with %s stays', (_, caption) => {
  expect(kept(CAPTION, caption)).toEqual([CAPTION, caption]);
});

test('a caption with another number stays', () => {
  expect(kept(`${CAPTION} lần 1`, `${CAPTION} lần 2`)).toHaveLength(2);
});

test('a caption that is like a line further away stays', () => {
  const like = CAPTION.replace('phát biểu', 'nhấn mạnh');
  expect(kept(CAPTION, OTHER, like)).toEqual([CAPTION, OTHER, like]);
});

test('a paragraph of several sentences is compared word for word only', () => {
  const paragraph = `${CAPTION}. Ông cảm ơn người dân.`;
  expect(kept(CAPTION, paragraph, paragraph.replace('phát biểu', 'nhấn mạnh'))).toHaveLength(3);
});

test('short lines and list entries may stand twice', () => {
  expect(kept('Trân trọng cảm ơn', OTHER, 'Trân trọng cảm', 'Trân trọng cảm')).toHaveLength(4);
  const item = { text: 'giải nhất không được trao', listItem: true };
  expect(dropRepeatedCaptions([item, item])).toEqual([item, item]);
});
