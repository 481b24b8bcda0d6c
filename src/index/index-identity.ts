import type { Embedder } from '../embedding/embedder.js';
import { UserError } from '../lib/errors.js';
import type { IndexIdentity } from './passage-index.js';

/** Raised with every change of what an index holds on disk, so that an older index is rebuilt and never misread. */
export const INDEX_FORMAT_VERSION = 1;

/** What an index must have been built with to be queried by `embedder`, its passages cut by the rules named `chunking`. */
export function identityFor(
  embedder: Pick<Embedder, 'dimensions' | 'fingerprint' | 'name'>,
  chunking: string,
): IndexIdentity {
  return {
    formatVersion: INDEX_FORMAT_VERSION,
    modelName: embedder.name,
    modelFingerprint: embedder.fingerprint,
    dimensions: embedder.dimensions,
    chunking,
  };
}

/**
 * One phrase for each thing in which `found` differs from `expected`; empty when the index may be queried.
 * The model's name is for people only: the same model under another name is the same model.
 */
export function identityDifferences(found: IndexIdentity, expected: IndexIdentity): string[] {
  const differences: string[] = [];
  if (found.formatVersion !== expected.formatVersion) {
    differences.push(`format ${found.formatVersion}, not ${expected.formatVersion}`);
  }
  if (found.modelFingerprint !== expected.modelFingerprint || found.dimensions !== expected.dimensions) {
    differences.push(`embedding model ${describeModel(found)}, not ${describeModel(expected)}`);
  }
  if (found.chunking !== expected.chunking) {
    differences.push(`passages cut by ${found.chunking}, not ${expected.chunking}`);
  }
  return differences;
}

/** The error for an index that something else has built; `differences` as from {@link identityDifferences}. */
export function indexIncompatible(indexDir: string, differences: readonly string[]): UserError {
  return new UserError(
    'index-incompatible',
    `The index in ${indexDir} was built otherwise than this program would: ${differences.join('; ')}.`,
    'Run `npm run reindex` to rebuild it, or set EMBEDDING_MODEL back to the model that it was built with.',
  );
}

function describeModel(identity: IndexIdentity): string {
  return `${identity.modelName} (${identity.dimensions} dimensions, ${identity.modelFingerprint.slice(0, 12)})`;
}
