import { expect } from 'vitest';
import type { answerRecord } from '../../scripts/answer-record.js';
import type { ScriptRun } from './run-script.js';

/** The answers of a successful `ask --json`: every line of standard output has to be one. */
export function answersOf({ exitCode, stdout }: ScriptRun): ReturnType<typeof answerRecord>[] {
  expect(exitCode).toBe(0);
  const lines = stdout.split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as ReturnType<typeof answerRecord>);
}
