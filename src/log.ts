import { pino, type Logger } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Settings } from './settings.js';

export type { Logger } from 'pino';

/** The program's log, on standard error: readable on a terminal, JSON lines elsewhere. Never holds what a user wrote. */
export function createLogger({ logLevel }: Pick<Settings, 'logLevel'>): Logger {
  const { stderr } = process;
  if (stderr.isTTY) return pino({ level: logLevel }, PinoPretty({ destination: 2, sync: true }));
  return pino({ level: logLevel }, pino.destination({ fd: 2, sync: true }));
}
