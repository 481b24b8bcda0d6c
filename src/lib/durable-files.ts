import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
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
  const above = path.dirname(folder);
  if (!existsSync(above)) await makeFolder(above);
  // Another may make it at the same time.
  await mkdir(folder).catch((error: unknown) => {
    if (!isFolder(folder)) throw error;
  });
}

/** {@link makeFolder}, for the few who can't wait. */
export function makeFolderSync(folder: string): void {
  const above = path.dirname(folder);
  if (!existsSync(above)) makeFolderSync(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(place: string): boolean {
  return existsSync(place) && statSync(place).isDirectory();
}

/** Bytes read and hashed at once; by the 64 kB that a stream reads by itself, waiting takes longer than hashing. */
const READ_AT_ONCE = 1 << 20;

/** The length of a file, and its SHA-256 in hexadecimal. */
export async function digestOf(file: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const chunks: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: READ_AT_ONCE });
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
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
