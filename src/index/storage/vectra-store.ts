import { UserError } from '../../lib/errors.js';
import { openEmbeddingProgress } from './embedding-progress.js';
import { generationFolder, publishGeneration, rollBackGeneration } from './generations.js';
import type { IndexContents, IndexStore, PublishedIndex, RolledBack } from '../index-store.js';
import { openCurrentGeneration } from './open-generation.js';
import { orUnwritable } from './index-errors.js';
import { withWriterLock, type HeldLock } from './writer-lock.js';
import { readGeneration, writeGeneration } from './generation-files.js';
import { readVectors, type VectorSources } from './vector-file.js';

/** The {@link IndexStore} of generations in `indexDir`, with their vectors in vectra's files. */
export function vectraStore(indexDir: string, now: () => Date): IndexStore {
  let lock: HeldLock | null = null;
  const assertHeld = async () => lock?.assertHeld();
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    await assertHeld();
    return await orUnwritable(indexDir, work);
  };
  return {
    published: () => readPublished(indexDir),
    exclusively: (work) =>
      withWriterLock(indexDir, now, async (held) => {
        lock = held;
        return await work().finally(() => {
          lock = null;
        });
      }),
    embeddingProgress: async () => {
      const progress = await openEmbeddingProgress(indexDir);
      return {
        vectors: progress.vectors,
        keep: (vectors) => write(() => progress.keep(vectors)),
        // It is another's by now where the lock is lost.
        forget: () =>
          assertHeld().then(
            () => progress.forget(),
            () => undefined,
          ),
      };
    },
    publish: (contents) =>
      write(() =>
        publishGeneration(indexDir, {
          builtAt: contents.builtAt,
          builtFrom: contents.builtFrom,
          build: async (folder, generation) => {
            await writeGeneration(folder, generation, contents, vectorSources(indexDir, contents));
            await assertHeld();
          },
        }),
      ),
    rollBack: () => write(() => rollBack(indexDir, assertHeld)),
  };
}

/** Vectors taken over are copied from file to file, without a look at what they hold. */
function vectorSources(indexDir: string, { vectors, takenOver }: IndexContents): VectorSources {
  if (takenOver === undefined) return { vectors };
  const { generation, articles } = takenOver;
  return { vectors, written: { folder: generationFolder(indexDir, generation), articles } };
}

async function rollBack(indexDir: string, assertHeld: () => Promise<void>): Promise<RolledBack> {
  const read = async (generation: string) => (await readGeneration(indexDir, generation)).manifest;
  const { from, to, checked } = await rollBackGeneration(indexDir, async (generation) => {
    const manifest = await read(generation);
    await assertHeld();
    return manifest;
  });
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
