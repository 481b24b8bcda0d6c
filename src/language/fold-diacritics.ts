/**
 * `text` without diacritics, in the case that it has.
 *
 * `đ` is replaced by hand because Unicode does not decompose it; so is `ð` (eth), which some Vietnamese keyboards and
 * fonts write in its place.
 */
export function stripDiacritics(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đð]/g, 'd')
    .replace(/[ĐÐ]/g, 'D');
}

/** `text` in lower case without diacritics, for comparing words only: "Đường" and "duong" fold alike. */
export function foldDiacritics(text: string): string {
  return stripDiacritics(text.toLowerCase());
}
