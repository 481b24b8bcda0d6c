import { messageOf, UserError } from '../lib/errors.js';
import { wordsIn } from '../locales/catalogue.js';
import type { Language } from '../locales/words.js';
import { printable, printableLine } from '../lib/printable.js';

/** How much to tell of an error. */
export interface ErrorDetail {
  /** Adds the stack of an error that nobody expected: for LOG_LEVEL=debug. Default false. */
  readonly stack?: boolean;
}

/**
 * What a person reads about anything thrown: a line that says what is wrong, a line that says what to do. Without
 * colours and without a line feed at the end.
 */
export function describeError(
  error: unknown,
  language: Language,
  { stack = false }: ErrorDetail = {},
): string {
  const words = wordsIn(language);
  const expected = error instanceof UserError;
  const { wrong, todo } = expected ? words.error(error) : words.unexpectedError(messageOf(error));
  const lines = [`✗ ${printableLine(wrong)}`, `→ ${printableLine(todo)}`];
  if (stack && !expected && error instanceof Error && error.stack !== undefined) {
    lines.push(printable(error.stack));
  }
  return lines.join('\n');
}
