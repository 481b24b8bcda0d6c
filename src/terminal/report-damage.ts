import type { PassageIndex } from '../index/passage-index.js';
import type { Language } from '../locales/wording.js';
import { describeError } from './describe-error.js';
import { messagesIn } from '../locales/terminal/messages-in.js';

/** Tells of an index that stands in for a damaged newer one; one that is the newest needs no words. */
export function reportDamage(
  { damage, builtAt }: Pick<PassageIndex, 'damage' | 'builtAt'>,
  output: { write(text: string): unknown },
  language: Language,
): void {
  if (damage === undefined) return;
  output.write(`${describeError(damage, language)}\n  ${messagesIn(language).olderInUse(builtAt)}\n\n`);
}
