import { messageOf, UserError } from '../lib/errors.js';
import { messagesIn } from '../locales/terminal/messages-in.js';
import type { Language } from '../locales/wording.js';
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
  const messages = messagesIn(language);
  const expected = error instanceof UserError;
  const { wrong, todo } = expected ? messages.error(error) : messages.unexpectedError(messageOf(error));
  const lines = [`✗ ${printableLine(wrong)}`, `→ ${printableLine(todo)}`];
  if (stack && !expected && error instanceof Error && error.stack !== undefined) {
    lines.push(printable(error.stack));
  }
  return lines.join('\n');
}
