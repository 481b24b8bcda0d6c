import { expect, test } from 'vitest';
import { holdsWords, sameWords } from './near-duplicates.js';

const SENTENCE = 'một hai ba bốn năm sáu bảy tám chín mười';

test.each([
  ['equal texts', SENTENCE, SENTENCE],
  ['texts that differ in case and punctuation', SENTENCE, 'Một, hai, ba: bốn năm sáu bảy tám chín “mười”.'],
  ['texts that place tone marks differently', 'Thành uỷ Hoà Bình', 'Thành ủy Hòa Bình'],
  ['a text with one word in ten more', SENTENCE, `${SENTENCE} trăm`],
  ['two empty texts', '', '…'],
])('takes %s for the same', (_, a, b) => {
  expect(sameWords(a, b)).toBe(true);
  expect(sameWords(b, a)).toBe(true);
});

test.each([
  ['texts that share too few words', SENTENCE, `${SENTENCE} trăm nghìn`],
  ['texts that differ in their accents', 'mà ma má', 'ma'],
  ['texts that differ in a sign', `${SENTENCE} -3,5%`, `${SENTENCE} +3,5%`],
  ['texts that differ in a decimal', `${SENTENCE} tăng 3,5`, `${SENTENCE} tăng 3,05`],
  ['texts of which one has a name more', SENTENCE, `${SENTENCE} Lan`],
  ['texts of which one has a figure more', SENTENCE, `${SENTENCE} 11`],
  ['a text and its negation', SENTENCE, SENTENCE.replace('năm', 'không năm')],
  ['texts of which one says it the other way round', 'Xã Hạ thắng xã Thượng', 'Xã Thượng thắng xã Hạ'],
  ['texts with their figures exchanged', `${SENTENCE} từ 5 lên 10`, `${SENTENCE} từ 10 lên 5`],
  ['texts with one word for another', SENTENCE, SENTENCE.replace('bốn', 'trăm')],
  ['texts that repeat a word of a longer one', SENTENCE, 'một một một một một'],
  ['a text and nothing', SENTENCE, ''],
])('tells %s apart', (_, a, b) => {
  expect(sameWords(a, b)).toBe(false);
  expect(sameWords(b, a)).toBe(false);
});

test.each([
  ['a sentence of it', 'Sáng nay trời mưa. Chiều tạnh.', 'Chiều tạnh.', true],
  ['the sentence with other tone marks and case', 'Đại biểu Thành uỷ dự họp.', 'thành ủy DỰ HỌP', true],
  ['its words apart', 'Chiều nay trời tạnh.', 'Chiều tạnh.', false],
  ['its figure with another sign', 'Nhiệt độ là -2 độ C.', 'là 2 độ C', false],
  ['a part of a word', 'Nhiệm kỳ XXIII', 'nhiệm kỳ XIII', false],
])('finds whether a text holds %s', (_, text, part, expected) => {
  expect(holdsWords(text, part)).toBe(expected);
});
