import { expect, test } from 'vitest';
import { EmbeddingBatcher } from './embedding-batcher.js';
import type { ReindexProgress } from './reindex-parts.js';

/** An embedder whose batches end when they are told to. */
class HeldEmbedder {
  readonly batches: { readonly texts: readonly string[]; readonly end: (error?: Error) => void }[] = [];

  embedPassages(texts: readonly string[]): Promise<Float32Array[]> {
    return new Promise((resolve, reject) => {
      const end = (error?: Error) => {
        if (error) reject(error);
        else resolve(texts.map((text) => Float32Array.of(Number(text))));
      };
      this.batches.push({ texts, end });
    });
  }
}

/** Everything that has been resolved is heard of. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

function started(count: number, signal?: AbortSignal) {
  const embedder = new HeldEmbedder();
  const kept: string[] = [];
  const told: ReindexProgress[] = [];
  const progress = {
    keep: (vectors: ReadonlyMap<string, Float32Array>) => Promise.resolve(void kept.push(...vectors.keys())),
  };
  const missing = new EmbeddingBatcher(embedder, progress, {
    onProgress: (one) => told.push(one),
    ...(signal && { signal }),
  });
  for (let at = 0; at < count; at++) missing.add(`key ${at}`, String(at));
  return { embedder, kept, told, missing };
}

test('embeds whole batches while texts come, and the rest at the end', async () => {
  const { embedder, kept, told, missing } = started(600);
  expect(embedder.batches.map(({ texts }) => texts.length)).toEqual([256]);
  embedder.batches[0]?.end();
  await turn();
  expect(embedder.batches.map(({ texts }) => texts.length)).toEqual([256, 256]);
  expect(kept).toHaveLength(256);
  embedder.batches[1]?.end();
  await turn();
  // Not a whole one: more may come.
  expect(embedder.batches).toHaveLength(2);
  expect(told).toEqual([]);

  const finished = missing.finish();
  await turn();
  embedder.batches[2]?.end();
  const vectors = await finished;
  expect(vectors.size).toBe(600);
  expect(vectors.get('key 599')).toEqual(Float32Array.of(599));
  expect(kept).toHaveLength(600);
  expect(told).toEqual([{ phase: 'embedding', done: 512, total: 600 }]);
});

test('what goes wrong meanwhile ends it, and nothing more is embedded', async () => {
  const { embedder, missing } = started(600);
  embedder.batches[0]?.end(new Error('worker died'));
  await missing.idle();
  missing.add('one more', '1');
  await expect(missing.finish()).rejects.toThrow('worker died');
  expect(embedder.batches).toHaveLength(1);
});

test('stopped, it keeps the batch under way and begins no other', async () => {
  const stop = new AbortController();
  const { embedder, kept, missing } = started(600, stop.signal);
  stop.abort();
  const idle = missing.idle();
  embedder.batches[0]?.end();
  await idle;
  expect(kept).toHaveLength(256);
  await expect(missing.finish()).rejects.toMatchObject({ name: 'AbortError' });
  expect(embedder.batches).toHaveLength(1);
});

test('without a text there is nothing to do and nothing to tell', async () => {
  const { told, missing } = started(0);
  expect((await missing.finish()).size).toBe(0);
  expect(told).toEqual([]);
});
