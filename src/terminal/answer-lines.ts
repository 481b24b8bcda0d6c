import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Printer } from './printer.js';
import { printableLine } from '../lib/printable.js';

/**
 * Answers each line of `input` that is not empty, in order, each reply below its line. Ends with the input, when
 * `respond` gives null, or when nobody reads the replies any more.
 *
 * @param respond - gives the reply to a line, empty for none
 * @param prompt - stands before the line repeated above its reply
 */
export async function answerLines(
  input: Readable,
  respond: (line: string) => Promise<string | null>,
  printer: Printer,
  prompt: string,
): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const reply = await respond(line);
    if (reply === null) return;
    if (reply === '') continue;
    if (!(await printer.print(`${prompt}${printableLine(line)}\n${reply}\n\n`))) return;
  }
}
