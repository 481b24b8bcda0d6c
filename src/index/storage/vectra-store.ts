import { UserError } from '../../lib/errors.js';
import { openEmbeddingProgress } from './embedding-progress.js';
import { generationFolder, publishGeneration, rollBackGeneration } from './generations.js';
import type { IndexContents, IndexStore, PublishedIndex, RolledBack } from '../index-store.js';
import { openCurrentGeneration } from './open-generation.js';
import { orUnwritable } from './unwritable.js';
import { withWriterLock } from './writer-lock.js';
import { readGeneration, writeGeneration } from './generation-files.js';
import { readVectors, type VectorSources } from './vector-file.js';

/** The {@link IndexStore} of generations in `indexDir`, with their vectors in vectra's files. */
export function vectraStore(indexDir: string, now: () => Date): IndexStore {
  return {
    published: () => readPublished(indexDir),
    exclusively: (work) => withWriterLock(indexDir, now, work),
    embeddingProgress: () => openEmbeddingProgress(indexDir),
    publish: (contents) =>
      orUnwritable(indexDir, () =>
        publishGeneration(indexDir, {
          builtAt: contents.builtAt,
          builtFrom: contents.builtFrom,
          build: (folder, generation) =>
            writeGeneration(folder, generation, contents, vectorSources(indexDir, contents)),
        }),
      ),
    rollBack: () => orUnwritable(indexDir, () => rollBack(indexDir)),
  };
}

/** Vectors taken over are copied from file to file, without a look at what they hold. */
function vectorSources(indexDir: string, { vectors, takenOver }: IndexContents): VectorSources {
  if (takenOver === undefined) return { vectors };
  const { generation, articles } = takenOver;
  return { vectors, written: { folder: generationFolder(indexDir, generation), articles } };
}

async function rollBack(indexDir: string): Promise<RolledBack> {
  const read = async (generation: string) => (await readGeneration(indexDir, generation)).manifest;
  const { from, to, checked } = await rollBackGeneration(indexDir, read);
  const left = await read(from).catch(() => null);
  const { builtAt, identity, totals } = checked;
  return {
    from: { generation: from, builtAt: left?.builtAt ?? null },
    to: { generation: to, builtAt, modelName: identity.modelName, ...totals },
  };
}

async function readPublished(indexDir: string): Promise<PublishedIndex | null> {
  try {
    const current = await openCurrentGeneration(indexDir, (generation) =>
      readGeneration(indexDir, generation),
    );
    if (current === null) return null;
    const { opened: stored, damage } = current;
    return {
      generation: stored.manifest.generation,
      damage,
      identity: stored.manifest.identity,
      articles: stored.articles,
      vectors: () => readVectors(stored.folder, stored.articles, stored.manifest.identity.dimensions),
    };
  } catch (error) {
    if (error instanceof UserError && error.code === 'index-incompatible') return null;
    throw error;
  }
}
