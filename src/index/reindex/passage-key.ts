import { createHash } from 'node:crypto';

/**
 * SHA-256 (hex) of what is embedded and of what embeds it. Vectors are kept under it, so a passage that moves to
 * another place or file keeps its vector, and a vector never outlives its model.
 */
export function passageKey(modelFingerprint: string, embeddedText: string): string {
  return createHash('sha256').update(modelFingerprint).update('\0').update(embeddedText).digest('hex');
}
