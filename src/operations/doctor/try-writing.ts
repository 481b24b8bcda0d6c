import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasErrorCode } from '../../lib/error-code.js';

/**
 * Makes a file in a folder and removes it again. Asking for permissions would not tell of a full disk or a read-only one.
 *
 * @throws what the file system says when that cannot be done
 */
export async function tryWritingInto(folder: string): Promise<void> {
  const file = path.join(folder, `.doctor-${randomUUID()}`);
  try {
    await writeFile(file, 'Can be removed.\n', { flag: 'wx' });
  } finally {
    await rm(file, { force: true });
  }
}

/**
 * Opens a file for writing and leaves it as it is; where there is none, tries whether one could be made.
 *
 * @throws what the file system says when that cannot be done
 */
export async function tryWritingTo(file: string): Promise<void> {
  try {
    // O_NONBLOCK: opening a FIFO would wait for a reader for ever.
    const handle = await open(file, constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK);
    await handle.close();
  } catch (error) {
    if (!hasErrorCode(error, 'ENOENT')) throw error;
    await tryWritingInto(await nearestFolder(path.dirname(file)));
  }
}

/**
 * The folder itself, or that above it in which it would be made.
 *
 * @throws ENOTDIR when something else stands in its way
 */
export async function nearestFolder(folder: string): Promise<string> {
  const above = path.dirname(folder);
  try {
    const entry = await stat(folder);
    if (entry.isDirectory()) return folder;
    throw Object.assign(new Error(`${folder} is not a folder`), { code: 'ENOTDIR' });
  } catch (error) {
    const isMissing = hasErrorCode(error, 'ENOENT') && above !== folder;
    if (!isMissing) throw error;
    return await nearestFolder(above);
  }
}
