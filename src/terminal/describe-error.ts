import { messageOf, UserError } from '../lib/errors.js';
import { wordsIn } from '../locales/catalogue.js';
import type { Language } from '../locales/english.js';
import { printable, printableLine } from '../lib/printable.js';
import type { PassageIndex } from '../index/passage-index.js';
import type { Logger } from '../lib/log.js';

/**
 * What a person reads about anything thrown: a line that says what is wrong, or several where several things are, and a line that
 * says what to do. Without colours and without a line feed at the end.
 *
 * @param stack - whether to add that of an error that nobody expected: for LOG_LEVEL=debug
 */
export function describeError(
  error: unknown,
  language: Language,
  { stack = false }: { readonly stack?: boolean } = {},
): string {
  const words = wordsIn(language);
  const expected = error instanceof UserError;
  const { wrong, todo } = expected ? words.error(error) : words.unexpectedError(messageOf(error));
  // What ends in a colon heads a list; any other line feed is of what the error quotes.
  const [first = '', ...further] = (/^[^\n]*:\n/u.test(wrong) ? wrong.split('\n') : [wrong]).map(
    printableLine,
  );
  const lines = [`✗ ${first}`, ...further.map((line) => `  ${line}`), `→ ${printableLine(todo)}`];
  if (stack && !expected && error instanceof Error && error.stack !== undefined) {
    lines.push(printable(error.stack));
  }
  return lines.join('\n');
}

/** Tells of an index that stands in for a damaged newer one; one that is the newest needs no words. */
export function reportDamage(
  { damage, builtAt }: Pick<PassageIndex, 'damage' | 'builtAt'>,
  output: { write(text: string): unknown },
  language: Language,
): void {
  if (damage === undefined) return;
  output.write(`${describeError(damage, language)}\n  ${wordsIn(language).terminal.olderInUse(builtAt)}\n\n`);
}

/** Tells why passages could not be read, once: what goes wrong at one question mostly does at all of them. */
export function reportUnread(
  output: { write(text: string): unknown },
  language: Language,
  log: Pick<Logger, 'warn'>,
): (error: unknown) => void {
  let isTold = false;
  return (error) => {
    if (isTold) return;
    isTold = true;
    if (error instanceof UserError) output.write(`${describeError(error, language)}\n\n`);
    else log.warn({ error: messageOf(error) }, 'passages could not be read; further failures are not logged');
  };
}
