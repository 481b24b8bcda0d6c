import { createRequire } from 'node:module';
import type { pino, Logger } from 'pino';
import type { PinoPretty } from 'pino-pretty';

export type { Logger } from 'pino';

const require = createRequire(import.meta.url);

/**
 * The program's log, on standard error: readable on a terminal, JSON lines elsewhere. Never holds what a user wrote.
 *
 * @param fields - what each line holds, too
 */
export function createLogger(
  { logLevel }: { readonly logLevel: string },
  fields: Readonly<Record<string, unknown>> = {},
): Logger {
  const { stderr } = process;
  // Loaded by who has something to log: a script that answers one question has not.
  const library = require('pino') as { pino: typeof pino };
  return library
    .pino(
      { level: logLevel },
      stderr.isTTY ? prettyStream() : library.pino.destination({ fd: 2, sync: true }),
    )
    .child(fields);
}

function prettyStream() {
  const library = require('pino-pretty') as { PinoPretty: typeof PinoPretty };
  return library.PinoPretty({ destination: 2, sync: true });
}
