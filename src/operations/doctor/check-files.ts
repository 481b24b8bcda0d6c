import { lstat, open, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { generationFolder } from '../../index/storage/generations.js';
import { orUnwritable } from '../../index/storage/index-errors.js';
import { type FileSetting, type Finding, type Observation, found } from './finding.js';
import { messageOf, hasErrorCode } from '../../lib/errors.js';

/** Bytes that even the smallest index needs with its folders. */
const LEAST = 1_000_000;
/** A reindex writes a whole generation beside those kept, and before it its vectors as embedding progress. */
const GENERATIONS_WANTED = 2;

/**
 * Tries whether a reindex could write its files.
 *
 * @throws {@link UserError} `index-unwritable`
 */
export async function examineWriting(indexDir: string): Promise<Finding[]> {
  await orUnwritable(indexDir, async () => {
    await tryWritingInto(await nearestFolder(indexDir));
  });
  return [found('index', 'well', 'index-writable', { folder: indexDir })];
}

/**
 * Looks whether a reindex would have room.
 *
 * @param generation - the generation that readers get; null when there is none
 */
export async function examineSpace(indexDir: string, generation: string | null): Promise<Finding[]> {
  // A folder that can't be is told of by the try to write.
  const folder = await nearestFolder(indexDir).catch(() => null);
  if (folder === null) return [];
  const { bavail, blocks, bsize } = await statfs(folder);
  // Some file systems of networks and of user space do not tell.
  if (blocks === 0) return [];
  const used = generation === null ? 0 : await bytesIn(generationFolder(indexDir, generation));
  return [judgeSpace(bavail * bsize, used)];
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Whether the next reindex has room.
 *
 * @param generationBytes - size of the current generation; 0 when there is none
 */
export function judgeSpace(
  freeBytes: number,
  generationBytes: number,
): Observation<'space-enough' | 'space-scarce' | 'space-too-little'> {
  const wantedBytes = GENERATIONS_WANTED * generationBytes + LEAST;
  if (freeBytes >= wantedBytes) {
    return found('disk', 'well', 'space-enough', { freeBytes });
  }
  const facts = { freeBytes, wantedBytes };
  return freeBytes >= generationBytes + LEAST
    ? found('disk', 'warning', 'space-scarce', facts)
    : found('disk', 'broken', 'space-too-little', facts);
}

/** Tries whether the bot could write a file. It answers without feedback; without a health file it is taken for dead. */
export async function examineFile(setting: FileSetting, file: string): Promise<Finding[]> {
  try {
    await tryWritingTo(file);
    return [found('files', 'well', 'file-writable', { setting, file })];
  } catch (error) {
    const level = setting === 'HEALTH_FILE' ? 'broken' : 'warning';
    const facts = { setting, file, reason: messageOf(error) };
    return [found('files', level, 'file-unwritable', facts)];
  }
}

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
    const isLink = await lstat(folder).then(
      () => true,
      () => false,
    );
    if (isLink) throw Object.assign(new Error(`${folder} is a link that leads nowhere`), { code: 'ENOTDIR' });
    return await nearestFolder(above);
  }
}
