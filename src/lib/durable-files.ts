import { mkdirSync, statSync } from 'node:fs';
import { mkdir, open, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';
import { hasErrorCode } from './errors.js';

/** What a file system says that cannot flush a folder, as some of networks and of user space can't. */
const NO_FOLDER_SYNC = ['EINVAL', 'ENOTSUP', 'ENOSYS'];

/** What Windows says of a file or folder that a reader or a virus scanner has open just then. */
const BUSY_ON_WINDOWS = ['EACCES', 'EBUSY', 'EPERM'];
/** Milliseconds to wait before each further try to rename what is busy. */
const BUSY_WAITS = [20, 50, 100, 200, 400];

/** Behind the name of a file that {@link replaceDurably} was replacing when its process was killed; `.new` in version 0.2. */
const LEFTOVER = /^\.(?:\d+|new)$/;

/**
 * Makes a folder, and those above it, where they are not there. Node's own recursive mkdir has no end below a folder that takes none,
 * such as /proc.
 *
 * @throws what the file system says: ENOENT where it takes no folder, EEXIST or ENOTDIR where something else is in the way
 */
export async function makeFolder(folder: string): Promise<void> {
  const isFolder = (place: string) =>
    stat(place).then(
      (found) => found.isDirectory(),
      () => false,
    );
  try {
    await mkdir(folder);
  } catch (error) {
    if (await isFolder(folder)) return;
    const above = path.dirname(folder);
    if (!hasErrorCode(error, 'ENOENT')) throw error;
    if (!(await isFolder(above))) await makeFolder(above);
    // Another may have made the one above since, or this one.
    await mkdir(folder).catch(async (late: unknown) => {
      if (!(await isFolder(folder))) throw late;
    });
  }
}

/** {@link makeFolder}, for the few who can't wait. */
export function makeFolderSync(folder: string): void {
  const isFolder = (place: string) => {
    try {
      return statSync(place).isDirectory();
    } catch {
      return false;
    }
  };
  try {
    mkdirSync(folder);
  } catch (error) {
    if (isFolder(folder)) return;
    const above = path.dirname(folder);
    if (!hasErrorCode(error, 'ENOENT')) throw error;
    if (!isFolder(above)) makeFolderSync(above);
    try {
      mkdirSync(folder);
    } catch (late) {
      if (!isFolder(folder)) throw late;
    }
  }
}

/** Writes a file and waits until the disk has it. */
export async function writeDurably(file: string, data: string | Uint8Array): Promise<void> {
  await writeFile(file, data, { flush: true });
}

/**
 * Replaces a small file as a whole: after a crash at any moment it holds either the old data or the new. What a killed process
 * leaves is named so that {@link isLeftoverOf} knows it.
 */
export async function replaceDurably(file: string, data: string): Promise<void> {
  await patiently(() => writeFileAtomic(file, data));
  await syncFolder(path.dirname(file));
}

/** Whether `name` is that of something that a killed {@link replaceDurably} has left beside the file called `replaced`. */
export function isLeftoverOf(replaced: string, name: string): boolean {
  return name.startsWith(replaced) && LEFTOVER.test(name.slice(replaced.length));
}

/** Renames a file or folder within its folder, and waits until the disk has its new name. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await patiently(() => rename(from, to));
  await syncFolder(path.dirname(to));
}

/** Does what ends in a rename, on Windows a few times where something has the file open. */
async function patiently(replace: () => Promise<void>): Promise<void> {
  for (const wait of process.platform === 'win32' ? BUSY_WAITS : []) {
    try {
      await replace();
      return;
    } catch (error) {
      if (!hasErrorCode(error, ...BUSY_ON_WINDOWS)) throw error;
      await sleep(wait);
    }
  }
  await replace();
}

/** Waits until the disk has the names of a folder's files, where its file system knows how. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and needs none flushed: NTFS journals its names.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!hasErrorCode(error, ...NO_FOLDER_SYNC)) throw error;
  } finally {
    await handle.close();
  }
}
