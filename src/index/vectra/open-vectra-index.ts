import { UserError } from '../../errors.js';
import { openCurrentGeneration } from '../generations.js';
import { identityDifferences, indexIncompatible } from '../index-identity.js';
import type { IndexIdentity, PassageIndex } from '../passage-index.js';
import { readGeneration } from './generation-files.js';
import { openVectors } from './vector-file.js';
import { vectraPassageIndex } from './vectra-passage-index.js';

/**
 * Opens the current generation of the index in `indexDir` and loads all of it, so that later generations do not
 * disturb it. `currentGeneration` tells when there is a newer one to open.
 *
 * @param expected - what the index must have been built with.
 * @throws {@link UserError} `index-missing`, `index-incompatible` or `index-damaged`.
 */
export async function openVectraIndex(indexDir: string, expected: IndexIdentity): Promise<PassageIndex> {
  const opened = await openCurrentGeneration(indexDir, async (generation) => {
    const { folder, manifest, articles } = await readGeneration(indexDir, generation);
    const differences = identityDifferences(manifest.identity, expected);
    if (differences.length > 0) throw indexIncompatible(indexDir, differences);
    return vectraPassageIndex(manifest, articles, await openVectors(folder, articles));
  });
  if (opened === null) {
    throw new UserError(
      'index-missing',
      `There is no index in ${indexDir}.`,
      'Run `npm run reindex` to build it.',
    );
  }
  return opened;
}
