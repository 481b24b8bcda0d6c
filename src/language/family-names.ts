import { tokenize, type Token } from './vietnamese.js';

const NAMES = tokenize(
  `Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Trương Mai Đào Cao Lưu Lương Lò
  Lư Lù Tô Quách Giàng Tôn Kiều Vương Tạ Hà Thái Lâm Đàm Tống`,
);
const ACCENTED = new Set(NAMES.map((name) => name.accented));
const FOLDED = new Set(NAMES.map((name) => name.folded));

/**
 * True for a syllable that is one of the commonest Vietnamese family names: it tells a person from whatever else is written
 * with capitals.
 *
 * @param accented - false where the text is typed without diacritics
 */
export function isFamilyName(syllable: Token | undefined, accented: boolean): boolean {
  if (syllable === undefined) return false;
  return accented ? ACCENTED.has(syllable.accented) : FOLDED.has(syllable.folded);
}
