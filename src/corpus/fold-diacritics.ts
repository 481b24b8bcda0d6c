/**
 * `text` in lower case without diacritics, for comparing words only: "Đường" and "duong" fold alike.
 *
 * `đ` is folded by hand because Unicode does not decompose it; so is `ð` (eth), which some Vietnamese keyboards and
 * fonts write in its place.
 */
export function foldDiacritics(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đð]/g, 'd');
}
