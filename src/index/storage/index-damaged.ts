import { messageOf, UserError } from '../../lib/errors.js';
import { hasErrorCode } from '../../lib/error-code.js';

/** What the machine is short of, and no fault of a file. */
const NO_FAULT_OF_FILE = ['EMFILE', 'ENFILE', 'ENOMEM'];

/** The error for a file of the index that is not as it was written. */
export function indexDamaged(file: string, what: string, cause?: unknown): UserError {
  return new UserError(
    'index-damaged',
    `The index is damaged: ${file} ${what}.`,
    'Run `npm run reindex -- --full` to build it again from the articles.',
    { cause },
  );
}

/** True of an error made by {@link indexDamaged}. */
export function isIndexDamage(error: unknown): error is UserError {
  return error instanceof UserError && error.code === 'index-damaged';
}

/**
 * What is read of a file of the index.
 *
 * @throws {@link UserError} `index-damaged` when the file is missing or cannot be read.
 */
export async function readOrDamaged<T>(file: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) throw indexDamaged(file, 'is missing', error);
    if (NO_FAULT_OF_FILE.some((code) => hasErrorCode(error, code))) throw error;
    throw indexDamaged(file, `cannot be read: ${messageOf(error)}`, error);
  }
}
