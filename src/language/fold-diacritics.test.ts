import { expect, test } from 'vitest';
import { foldDiacritics } from './fold-diacritics.js';

test.each([
  ['Đường Ðảng đ ð', 'duong dang d d'],
  ['uỷ ủy HOÀ hòa', 'uy uy hoa hoa'],
  ['Vie\u0323\u0302t Nam 2020', 'viet nam 2020'],
])('folds %s', (text, folded) => {
  expect(foldDiacritics(text)).toBe(folded);
});
