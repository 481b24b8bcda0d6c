import { pino, type Logger } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Settings } from './settings.js';

export type { Logger } from 'pino';

/**
 * The program's log, on standard error: readable on a terminal, JSON lines elsewhere. Never holds what a user wrote.
 *
 * @param fields - what each line holds, too
 */
export function createLogger(
  { logLevel }: Pick<Settings, 'logLevel'>,
  fields: Readonly<Record<string, unknown>> = {},
): Logger {
  const { stderr } = process;
  const log = stderr.isTTY
    ? pino({ level: logLevel }, PinoPretty({ destination: 2, sync: true }))
    : pino({ level: logLevel }, pino.destination({ fd: 2, sync: true }));
  return log.child(fields);
}
