import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { messageOf, UserError } from '../../src/lib/errors.js';

/** A line of a file that holds one entry a line. */
export interface FileLine {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The place of a line, for messages. */
export function fileAt({ file, number }: FileLine): string {
  return `${file}, line ${number}`;
}

/**
 * The lines of a file that are not blank.
 *
 * @throws {@link UserError} `usage` when the file can't be read
 */
export async function linesOf(file: string): Promise<FileLine[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(
      'usage',
      `Can't read ${file}: ${messageOf(cause)}.`,
      'The folder given with --beir needs corpus.jsonl, queries.jsonl and qrels/test.tsv.',
      { cause },
    );
  });
  return text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .map((line, at) => ({ file, number: at + 1, text: line }))
    .filter((line) => line.text.trim() !== '');
}

/**
 * The JSON object of a line.
 *
 * @param form - what a line looks like, for the hint
 * @throws {@link UserError} `usage` when it is none, or lacks a field
 */
export function parseLine<Entry>(line: FileLine, schema: z.ZodType<Entry>, form: string): Entry {
  const parsed = schema.safeParse(parseJson(line));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim());
  throw new UserError('usage', `${fileAt(line)}: ${wrong.join('; ')}.`, `Each line is one ${form}.`);
}

function parseJson(line: FileLine): unknown {
  try {
    return JSON.parse(line.text);
  } catch (cause) {
    throw new UserError(
      'usage',
      `${fileAt(line)}: not JSON: ${messageOf(cause)}.`,
      'Each line is one JSON object.',
      {
        cause,
      },
    );
  }
}
