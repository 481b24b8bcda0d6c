import { sha256 } from '../../lib/sha256.js';
import { foldDiacritics } from '../../language/fold-diacritics.js';

/** Hex digits of a key: short enough for a custom_id, and two publishers in one corpus will not share it by chance. */
const KEY_LENGTH = 8;

/** Stands for a publisher in a custom_id. Names that differ in case, diacritics or blanks only have the same key. */
export function publisherKey(publisher: string): string {
  return sha256(foldDiacritics(publisher).replace(/\s+/gu, ' ').trim()).slice(0, KEY_LENGTH);
}

/** Tells whether an excerpt is still the same text when its article may have changed. */
export function excerptCheck(excerpt: string): string {
  return sha256(excerpt).slice(0, KEY_LENGTH);
}
