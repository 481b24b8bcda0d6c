import { readFile } from 'node:fs/promises';
import { messageOf, UserError } from '../../lib/errors.js';
import { hasErrorCode } from '../../lib/error-code.js';
import { rotatedFile } from './feedback-log.js';
import { feedbackEntrySchema, type FeedbackEntry } from './feedback.js';

/** A line that is no feedback: torn by a crash, or written by someone else. */
export interface UnreadableLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What a feedback file holds. */
export interface FeedbackListing {
  /** In the order of the file. */
  readonly entries: readonly FeedbackEntry[];
  readonly unreadable: readonly UnreadableLine[];
}

/**
 * Reads a feedback file and the one put aside before it. Neither has to be there.
 *
 * @throws {@link UserError} `settings-invalid` when one is there and cannot be read
 */
export async function readFeedback(file: string): Promise<FeedbackListing> {
  const entries: FeedbackEntry[] = [];
  const unreadable: UnreadableLine[] = [];
  for (const part of [rotatedFile(file), file]) {
    const lines = (await readIfThere(part)).split('\n');
    for (const [at, line] of lines.entries()) {
      if (line.trim() === '') continue;
      const entry = parseEntry(line);
      if (entry === null) unreadable.push({ file: part, line: at + 1 });
      else entries.push(entry);
    }
  }
  return { entries, unreadable };
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return '';
    throw new UserError(
      'settings-invalid',
      `FEEDBACK_FILE: ${file} cannot be read (${messageOf(error)}).`,
      'Give the account that runs this the right to read the file, or mend FEEDBACK_FILE.',
      { cause: error },
    );
  }
}

function parseEntry(line: string): FeedbackEntry | null {
  try {
    return feedbackEntrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
