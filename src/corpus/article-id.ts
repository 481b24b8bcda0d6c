import { createHash } from 'node:crypto';

/** Length of an article's id in hex digits, see `Article.id`. */
const ID_LENGTH = 12;

/** The id of the article at `path` (relative to the articles folder, `/` between its parts, NFC). */
export function articleId(path: string): string {
  return sha256(path).slice(0, ID_LENGTH);
}

/** SHA-256 in hex; a string is hashed as UTF-8. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
