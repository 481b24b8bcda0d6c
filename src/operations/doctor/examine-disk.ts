import { readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { generationFolder } from '../../index/storage/generations.js';
import { orUnwritable } from '../../index/storage/index-errors.js';
import type { Finding } from './finding.js';
import { judgeSpace } from './judge-space.js';
import { nearestFolder, tryWritingInto } from './try-writing.js';

/**
 * Tries whether a reindex could write its files.
 *
 * @throws {@link UserError} `index-unwritable`
 */
export async function examineWriting(indexDir: string): Promise<Finding[]> {
  await orUnwritable(indexDir, async () => {
    await tryWritingInto(await nearestFolder(indexDir));
  });
  return [{ check: 'index', level: 'well', code: 'index-writable', facts: { folder: indexDir } }];
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
