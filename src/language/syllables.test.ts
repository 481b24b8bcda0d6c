import { expect, test } from 'vitest';
import { isVietnameseSyllable } from './syllables.js';

test.each(
  'a ý gì giếng giữa quỳnh quýt khuỷu ngoằn nghiêng thuở uỷ ủy yến xoong đường Đỗ kỳ nghề khó ghế NGƯỜI hòa hoà bí'.split(
    ' ',
  ),
)('%s is a Vietnamese syllable, in both Unicode forms', (word) => {
  expect(isVietnameseSyllable(word)).toBe(true);
  expect(isVietnameseSyllable(word.normalize('NFD'))).toBe(true);
});

test.each('ḥa été café für Málaga naïve Zoë más là̀ bòc mạch̀ ngi ưa1 ôtô đh x'.split(' '))(
  '%s is none',
  (word) => {
    expect(isVietnameseSyllable(word)).toBe(false);
  },
);
