import { foldDiacritics } from './fold-diacritics.js';

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
  return PLACES.has(
    foldDiacritics(text)
      .replace(/[^a-z]+/g, ' ')
      .trim(),
  );
}
