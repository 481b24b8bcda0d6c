import { plainWords, tokenize, type Token } from './vietnamese.js';
import type { Translation } from './dictionary.js';

/**
 * Vietnam's provinces and cities before and after the merger of July 2025, and the towns that open a news report as
 * its place ("SA PA - …"), folded. They tell a place from a publisher or a person.
 */
const PLACES = new Set(
  `ha noi, hn, hai phong, da nang, can tho, ho chi minh, tp ho chi minh, tp hcm, tphcm, hcm, sai gon, hue, vinh,
  an giang, ba ria vung tau, vung tau, bac giang, bac kan, bac lieu, bac ninh, ben tre, binh dinh, binh duong,
  binh phuoc, binh thuan, ca mau, cao bang, dak lak, dak nong, dien bien, dien bien phu, dong nai, dong thap,
  gia lai, ha giang, ha nam, ha tinh, hai duong, hau giang, hoa binh, hung yen, khanh hoa, kien giang, kon tum,
  lai chau, lam dong, lang son, lao cai, long an, nam dinh, nghe an, ninh binh, ninh thuan, phu tho, phu yen,
  quang binh, quang nam, quang ngai, quang ninh, quang tri, soc trang, son la, tay ninh, thai binh, thai nguyen,
  thanh hoa, thua thien hue, tien giang, tra vinh, tuyen quang, vinh long, vinh phuc, yen bai, sa pa, da lat,
  nha trang, phu quoc, ha long, quy nhon, buon ma thuot, viet nam, vietnam, hanoi, haiphong, danang, saigon`
    .split(',')
    .map((name) => name.trim()),
);

/** Whether the whole of `text` is the name of a Vietnamese province, city or well-known town. */
export function isPlaceName(text: string): boolean {
  return PLACES.has(plainWords(text));
}

/** Syllables of a Vietnamese name at most, but for a few. */
export const MAX_NAME_SYLLABLES = 4;

const FAMILY_NAMES = tokenize(
  `Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Trương Mai Đào Cao Lưu Lương Lò
  Lư Lù Tô Quách Giàng Tôn Kiều Vương Tạ Hà Thái Lâm Đàm Tống`,
);
const ACCENTED_FAMILY_NAMES = new Set(FAMILY_NAMES.map((name) => name.accented));
const FOLDED_FAMILY_NAMES = new Set(FAMILY_NAMES.map((name) => name.folded));

/**
 * True for a syllable that is one of the commonest Vietnamese family names: it tells a person from whatever else is written
 * with capitals.
 *
 * @param accented - false where the text is typed without diacritics
 */
export function isFamilyName(syllable: Token | undefined, accented: boolean): boolean {
  if (syllable === undefined) return false;
  return accented ? ACCENTED_FAMILY_NAMES.has(syllable.accented) : FOLDED_FAMILY_NAMES.has(syllable.folded);
}

/** Names by which readers and articles call the same person or place: `one name: others`. */
const ALIASES = `
  bác hồ: hồ chí minh
  thủ đô: hà nội
  hà nội: thủ đô
  sài gòn: hồ chí minh
  đất cảng: hải phòng
  tây đô: cần thơ
  cố đô: huế
  covid: covid 19
`;

const ALIASES_BY_NAME = new Map(
  ALIASES.trim()
    .split('\n')
    .map((line) => {
      const [name = '', others = ''] = line.trim().split(': ');
      return [foldedOf(name).join(' '), others.split(', ').map(toTranslation)] as const;
    }),
);

/** Other names of what is called `name` (folded syllables with blanks between them); empty for most. */
export function aliases(name: string): readonly Translation[] {
  return ALIASES_BY_NAME.get(name) ?? [];
}

/** Another name or form as a sure translation. */
export function toTranslation(name: string): Translation {
  return { accented: tokenize(name).map((token) => token.accented), folded: foldedOf(name), likelihood: 1 };
}

function foldedOf(name: string): string[] {
  return tokenize(name).map((token) => token.folded);
}
