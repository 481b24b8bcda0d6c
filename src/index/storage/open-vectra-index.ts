import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { identityDifferences, indexIncompatible } from '../index-identity.js';
import type { DerivedData, IndexIdentity, PassageIndex } from '../passage-index.js';
import { readGeneration, type StoredGeneration } from './generation-files.js';
import { indexMissing } from './generations.js';
import { openCurrentGeneration } from './open-generation.js';
import { openVectors } from './vector-file.js';
import type { VectorTable } from './vector-table.js';

/**
 * Opens the current generation of the index in `indexDir` and loads all of it, so that later generations do not
 * disturb it. `currentGeneration` tells when there is a newer one to open. Where the current one is damaged, the last whole
 * one is opened, and the index says so ({@link PassageIndex.damage}).
 *
 * @param expected - what the index must have been built with; null for whatever it was: the caller compares before asking it.
 * @throws {@link UserError} `index-missing`, `index-incompatible`, and `index-damaged` when no generation is whole.
 */
export async function openVectraIndex(
  indexDir: string,
  expected: IndexIdentity | null,
): Promise<PassageIndex> {
  const current = await openCurrentGeneration(indexDir, async (generation) => {
    const stored = await readGeneration(indexDir, generation);
    const { identity } = stored.manifest;
    const differences = expected === null ? [] : identityDifferences(identity, expected);
    if (differences.length > 0) throw indexIncompatible(indexDir, differences);
    return passageIndexOf(stored, await openVectors(stored.folder, stored.articles, identity.dimensions));
  });
  if (current === null) throw indexMissing(indexDir);
  const { opened, damage } = current;
  return damage === null ? opened : { ...opened, damage };
}

/** The search is exact: every vector is compared. */
function passageIndexOf(
  { folder, manifest, articles }: StoredGeneration,
  vectors: VectorTable,
): PassageIndex {
  const passages = articles.flatMap((one) => one.passages.map(({ passage }) => passage));
  return {
    identity: manifest.identity,
    generation: manifest.generation,
    builtAt: manifest.builtAt,
    derived: derivedFiles(folder),
    articles: articles.map(({ article }) => article),
    passages,
    nearest: (vector, limit, articleIds) => {
      const accepts =
        articleIds && ((position: number) => articleIds.has(passages[position]?.articleId ?? ''));
      return Promise.resolve().then(() => vectors.nearest(vector, limit, accepts));
    },
  };
}

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
