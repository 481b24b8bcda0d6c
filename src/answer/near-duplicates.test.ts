import { expect, test } from 'vitest';
import { sameWords } from './near-duplicates.js';

const SENTENCE = 'một hai ba bốn năm sáu bảy tám chín mười';

test.each([
  ['equal texts', SENTENCE, SENTENCE],
  ['texts that differ in case and punctuation', SENTENCE, 'Một, hai, ba: bốn năm sáu bảy tám chín “mười”.'],
  ['texts that place tone marks differently', 'Thành uỷ Hoà Bình', 'Thành ủy Hòa Bình'],
  ['texts in another order', 'Hà Nội và Huế', 'Huế và Hà Nội'],
  ['a text with one word in ten more', SENTENCE, `${SENTENCE} trăm`],
  ['two empty texts', '', '…'],
])('takes %s for the same', (_, a, b) => {
  expect(sameWords(a, b)).toBe(true);
  expect(sameWords(b, a)).toBe(true);
});

test.each([
  ['texts that share too few words', SENTENCE, `${SENTENCE} trăm nghìn`],
  ['texts that differ in their accents', 'mà ma má', 'ma'],
  ['texts that repeat a word of a longer one', SENTENCE, 'một một một một một'],
  ['a text and nothing', SENTENCE, ''],
])('tells %s apart', (_, a, b) => {
  expect(sameWords(a, b)).toBe(false);
  expect(sameWords(b, a)).toBe(false);
});
