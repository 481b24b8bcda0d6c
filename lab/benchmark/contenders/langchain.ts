import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory';
import { Document } from '@langchain/core/documents';
import { FakeEmbeddings } from '@langchain/core/utils/testing';
import { PASSAGES_WANTED } from './contender.js';
import type { Peer } from './peer.js';

/** LangChain.js with its vector store in memory, which nothing of is kept on disk. */
export function langchain(): Peer {
  // Never asked: the store is given vectors.
  const store = new MemoryVectorStore(new FakeEmbeddings());
  return {
    add: (passages, vectors) =>
      store.addVectors(
        vectors.map((vector) => Array.from(vector)),
        passages.map(({ id, text }) => new Document({ id, pageContent: text })),
      ),
    finish: () => Promise.resolve(),
    search: async (_, vector) =>
      (await store.similaritySearchVectorWithScore(Array.from(vector), PASSAGES_WANTED)).length,
    storedBytes: () => Promise.resolve(null),
  };
}
