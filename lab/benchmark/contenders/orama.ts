import { create, insertMultiple, save, search } from '@orama/orama';
import { PASSAGES_WANTED } from './contender.js';
import type { Peer } from './peer.js';

/** Orama, searching by words and vectors together with the weights and limits that it has unless told otherwise. */
export function orama(dimensions: number): Peer {
  const database = create({ schema: { text: 'string', vector: `vector[${dimensions}]` } as const });
  return {
    add: async (passages, vectors) => {
      const documents = passages.map(({ id, text }, at) => ({
        id,
        text,
        vector: Array.from(vectors[at] ?? []),
      }));
      await insertMultiple(database, documents);
    },
    finish: () => Promise.resolve(),
    search: async (question, vector) => {
      const { hits } = await search(database, {
        mode: 'hybrid',
        term: question,
        vector: { value: Array.from(vector), property: 'vector' },
        limit: PASSAGES_WANTED,
      });
      return hits.length;
    },
    storedBytes: () => {
      try {
        return Promise.resolve(Buffer.byteLength(JSON.stringify(save(database))));
      } catch (error) {
        // V8's longest string, 512 MiB.
        if (error instanceof RangeError) return Promise.resolve(null);
        throw error;
      }
    },
  };
}
