import { hasErrorCode, messageOf, UserError } from '../../lib/errors.js';

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
    if (hasErrorCode(error, ...NO_FAULT_OF_FILE)) throw error;
    throw indexDamaged(file, `cannot be read: ${messageOf(error)}`, error);
  }
}

/** What a file system says when it does not take what is written, and how that is mended. */
const REFUSALS: Readonly<Record<string, { readonly why: string; readonly isSpace?: true }>> = {
  ENOSPC: { why: 'the disk is full', isSpace: true },
  EDQUOT: { why: 'the disk quota of this user is used up', isSpace: true },
  EFBIG: { why: 'the file system takes no file of that size', isSpace: true },
  EACCES: { why: 'this user may not write there' },
  EPERM: { why: 'this user may not write there' },
  EROFS: { why: 'the file system is read-only' },
  EBUSY: { why: 'another program has a file of it open' },
  EEXIST: { why: 'it is not a folder' },
  ENOTDIR: { why: 'it is not a folder' },
  EISDIR: { why: 'a folder stands where a file has to be' },
  // Below /proc and behind a link that leads nowhere, of all places.
  ENOENT: { why: 'no folder can be made there' },
  ELOOP: { why: 'its symbolic links lead in a circle' },
  ENAMETOOLONG: { why: 'its name is too long' },
  EINVAL: { why: 'the file system does not know what is asked of it' },
  ENOSYS: { why: 'the file system does not know what is asked of it' },
  ENOTSUP: { why: 'the file system does not know what is asked of it' },
  EIO: { why: 'the disk does not work' },
};

const AS_IT_WAS = 'The index in use is as it was.';

/**
 * Does some writing to the folder of an index.
 *
 * @throws {@link UserError} `index-unwritable` when the file system refuses it, naming the folder and the reason.
 */
export async function orUnwritable<T>(indexDir: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const refusal = REFUSALS[code];
    if (refusal === undefined) throw error;
    throw new UserError(
      'index-unwritable',
      `The index folder ${indexDir} cannot be written to: ${refusal.why} (${code}).`,
      refusal.isSpace
        ? `Make room on that disk, or set INDEX_DIR to a folder on another one. ${AS_IT_WAS}`
        : `Make it a folder that this user may write to, or set INDEX_DIR to another one. ${AS_IT_WAS}`,
      { cause: error },
    );
  }
}

/** The error for an index that has only its current generation; `place` is its folder or database. */
export function rollbackImpossible(place: string, current: string): UserError {
  return new UserError(
    'rollback-impossible',
    `The index in ${place} has no generation before ${current} to go back to.`,
    'Run `npm run reindex` to bring the index up to date with the articles instead.',
  );
}
