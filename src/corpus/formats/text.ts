import { splitLines } from '../clean/clean-line.js';
import { joinLines } from '../clean/join-lines.js';
import { NOTHING_STATED, type RawPage } from './raw-page.js';

/** Reads a plain text, as copied from a page: its first line is the title. */
export function parseText(text: string): RawPage {
  return { lines: joinLines(splitLines(text), true), stated: NOTHING_STATED, firstLineIsTitle: true };
}
