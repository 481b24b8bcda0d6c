import { UserError } from '../../errors.js';
import { newGenerationName, openCurrentGeneration, publishGeneration } from '../generations.js';
import type { IndexStore, PublishedIndex } from '../index-store.js';
import { withWriterLock } from '../writer-lock.js';
import { readGeneration, type StoredGeneration, writeGeneration } from './generation-files.js';
import { openVectors } from './vector-file.js';

/** The {@link IndexStore} of generations in `indexDir`, with their vectors in vectra's files. */
export function vectraStore(indexDir: string, now: () => Date): IndexStore {
  return {
    published: () => readPublished(indexDir),
    exclusively: (work) => withWriterLock(indexDir, now, work),
    publish: async (contents) => {
      const generation = newGenerationName(contents.builtAt);
      await publishGeneration(indexDir, generation, (folder) =>
        writeGeneration(folder, generation, contents),
      );
      return generation;
    },
  };
}

async function readPublished(indexDir: string): Promise<PublishedIndex | null> {
  try {
    return await openCurrentGeneration(indexDir, async (generation) => {
      const stored = await readGeneration(indexDir, generation);
      return {
        generation,
        identity: stored.manifest.identity,
        articles: stored.articles,
        vectors: () => readVectors(stored),
      };
    });
  } catch (error) {
    if (error instanceof UserError && error.code === 'index-incompatible') return null;
    throw error;
  }
}

async function readVectors({ folder, articles }: StoredGeneration): Promise<Map<string, Float32Array>> {
  const { items } = await openVectors(folder, articles);
  const keys = articles.flatMap(({ passages }) => passages.map(({ key }) => key));
  return new Map(keys.map((key, at) => [key, Float32Array.from(items[at]?.vector ?? [])]));
}
