import { openEmbedder } from '../../../src/embedding/embedder.js';
import { readPassages, readVectors, type FilePassage } from '../passage-file.js';
import type { SizeFolder } from '../size-folder.js';
import type { Contender } from './contender.js';

/** What a library does with passages and vectors. Embedding is not its part: every contender has the same model. */
export interface Peer {
  /** Takes up more passages. */
  add(passages: readonly FilePassage[], vectors: readonly Float32Array[]): Promise<void>;
  /** Ends the taking up of passages, and writes them where the library can. */
  finish(): Promise<void>;
  /** Opens what {@link finish} or {@link write} wrote; left out where the passages have to be taken up again in each process. */
  readonly open?: () => Promise<void>;
  /** Writes the same as {@link finish} on a shorter way; goes with {@link open}. */
  readonly write?: (
    batches: AsyncIterable<{
      readonly passages: readonly FilePassage[];
      readonly vectors: readonly Float32Array[];
    }>,
  ) => Promise<void>;
  /** @returns number of passages found */
  search(question: string, vector: Float32Array): Promise<number>;
  /** As {@link Contender.storedBytes}. */
  storedBytes(): Promise<number | null>;
}

/** A peer as somebody would use it who has the same passages and the same model. */
export async function withEmbedder(
  place: SizeFolder,
  newPeer: (dimensions: number) => Peer,
): Promise<Contender> {
  const embedder = await openEmbedder(place.settings);
  const { dimensions } = embedder;
  let peer = newPeer(dimensions);
  return {
    build: async () => {
      peer = newPeer(dimensions);
      for await (const passages of readPassages(place)) {
        await peer.add(passages, await embedder.embedPassages(passages.map(({ text }) => text)));
      }
      await peer.finish();
    },
    prepare: async () => {
      await peer.write?.(readVectors(place, dimensions));
    },
    open: async () => {
      if (peer.open) await peer.open();
      else
        for await (const { passages, vectors } of readVectors(place, dimensions))
          await peer.add(passages, vectors);
    },
    ask: async (question) => {
      const [vector] = await embedder.embedQueries([question]);
      return await peer.search(question, vector ?? new Float32Array());
    },
    storedBytes: () => peer.storedBytes(),
    close: () => embedder.close(),
  };
}
