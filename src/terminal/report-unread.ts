import { messageOf, UserError } from '../lib/errors.js';
import type { Logger } from '../lib/log.js';
import type { Language } from '../locales/words.js';
import { describeError } from './describe-error.js';

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
