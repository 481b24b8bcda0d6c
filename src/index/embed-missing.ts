import type { Embedder } from '../embedding/embedder.js';
import type { EmbeddingProgress } from './index-store.js';
import type { ReindexOptions } from './reindex-parts.js';

/** Texts handed to the embedder at once: between two such batches a reindex can be stopped, and goes on from there. */
const EMBEDDING_BATCH = 256;

/**
 * Embeds texts by key, keeping each batch as soon as it is there.
 *
 * @returns the vectors by the same keys.
 */
export async function embedMissing(
  embedder: Pick<Embedder, 'embedPassages'>,
  missing: ReadonlyMap<string, string>,
  progress: EmbeddingProgress,
  { onProgress, signal }: Pick<ReindexOptions, 'onProgress' | 'signal'>,
): Promise<Map<string, Float32Array>> {
  const entries = [...missing];
  const vectors = new Map<string, Float32Array>();
  for (let at = 0; at < entries.length; at += EMBEDDING_BATCH) {
    signal?.throwIfAborted();
    onProgress?.({ phase: 'embedding', done: at, total: entries.length });
    const batch = entries.slice(at, at + EMBEDDING_BATCH);
    const embedded = await embedder.embedPassages(
      batch.map(([, text]) => text),
      (done) => onProgress?.({ phase: 'embedding', done: at + done, total: entries.length }),
    );
    const batchVectors = new Map(
      batch.map(([key], place) => {
        const vector = embedded[place];
        if (vector === undefined)
          throw new Error(`The embedder gave ${embedded.length} vectors for ${batch.length} texts.`);
        return [key, vector];
      }),
    );
    await progress.keep(batchVectors);
    for (const [key, vector] of batchVectors) vectors.set(key, vector);
  }
  return vectors;
}
