import { constants } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { EmbeddingProgress } from '../index-store.js';
import { decodeVectors, encodeVectors } from './vector-records.js';

const PROGRESS_FILE = 'embedding-progress';

/**
 * Reads what was embedded since the last publishing, for `keep` to add to. Nothing is written before that. What a crash
 * tore off or the disk spoilt is as good as not there.
 */
export async function openEmbeddingProgress(indexDir: string): Promise<EmbeddingProgress> {
  const file = path.join(indexDir, PROGRESS_FILE);
  // Whatever keeps it from being read, what it holds can be embedded again.
  const { vectors, end: whole } = decodeVectors(await readFile(file).catch(() => Buffer.alloc(0)));
  let end = whole;
  return {
    vectors,
    keep: async (more) => {
      const bytes = encodeVectors(more);
      await endWith(file, end, bytes);
      end += bytes.length;
    },
    // Left there, it would do no harm but take room.
    forget: () => rm(file, { force: true }).catch(() => undefined),
  };
}

/** Has the file go on with `bytes` after its first `length` ones, and waits until the disk has them. */
async function endWith(file: string, length: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND);
  try {
    await handle.truncate(length);
    await handle.appendFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
