import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DerivedData } from '../passage-index.js';

/** Between the name of a file and what tells apart those who are writing it. */
const UNFINISHED = '.unfinished-';

/**
 * Files in a generation's folder, beside its own: the checksums know nothing of them, and they go with the folder. Nothing is flushed
 * to the disk: what a crash tears its reader finds out, and does without.
 *
 * @param folder - of a published generation
 */
export function derivedFiles(folder: string): DerivedData {
  return {
    read: (name) => {
      try {
        return readFileSync(path.join(folder, name));
      } catch {
        return null;
      }
    },
    keep: async (name, chunks) => {
      const unfinished = path.join(folder, name + UNFINISHED + randomUUID());
      try {
        await removeUnfinished(folder, name);
        await writeFile(unfinished, chunks);
        await rename(unfinished, path.join(folder, name));
      } catch {
        await rm(unfinished, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** What others are writing goes, too: one that comes later writes the same, and a process that was killed goes on no more. */
async function removeUnfinished(folder: string, name: string): Promise<void> {
  const names = await readdir(folder);
  const unfinished = names.filter((other) => other.startsWith(name + UNFINISHED));
  await Promise.all(unfinished.map((other) => rm(path.join(folder, other), { force: true })));
}
