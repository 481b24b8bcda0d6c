import { UserError } from '../../lib/errors.js';

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
