import type { PassageIndex } from '../index/passage-index.js';
import type { Language } from '../locales/words.js';
import { describeError } from './describe-error.js';
import { wordsIn } from '../locales/catalogue.js';

/** Tells of an index that stands in for a damaged newer one; one that is the newest needs no words. */
export function reportDamage(
  { damage, builtAt }: Pick<PassageIndex, 'damage' | 'builtAt'>,
  output: { write(text: string): unknown },
  language: Language,
): void {
  if (damage === undefined) return;
  output.write(`${describeError(damage, language)}\n  ${wordsIn(language).terminal.olderInUse(builtAt)}\n\n`);
}
