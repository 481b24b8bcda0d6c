import type { PassageIndex, IndexIdentity } from '../passage-index.js';
import { indexMissing } from './generations.js';
import { identityDifferences, indexIncompatible } from '../index-identity.js';
import { openCurrentGeneration } from './open-generation.js';
import { derivedFiles } from './derived-files.js';
import { readGeneration } from './generation-files.js';
import { openVectors } from './vector-file.js';
import { vectraPassageIndex } from './vectra-passage-index.js';

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
    const { folder, manifest, articles } = await readGeneration(indexDir, generation);
    const differences = expected === null ? [] : identityDifferences(manifest.identity, expected);
    if (differences.length > 0) throw indexIncompatible(indexDir, differences);
    const vectors = await openVectors(folder, articles, manifest.identity.dimensions);
    return { ...vectraPassageIndex(manifest, articles, vectors), derived: derivedFiles(folder) };
  });
  if (current === null) throw indexMissing(indexDir);
  const { opened, damage } = current;
  return damage === null ? opened : { ...opened, damage };
}
