import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ItemSelector, LocalIndex, ProtobufCodec, type IndexItem } from 'vectra';
import { readPassages, type FilePassage } from '../passage-file.js';
import type { SizeFolder } from '../size-folder.js';
import { PASSAGES_WANTED } from './contender.js';
import type { Peer } from './peer.js';

const FILE = 'index.pb';
/** The version that vectra writes into an index. */
const VERSION = 1;

/** Where its BM25 finds an item's text. */
interface TextPlace extends Record<string, string | number> {
  readonly documentId: string;
  readonly startPos: number;
  readonly endPos: number;
}

/**
 * vectra with its binary codec, the faster and smaller of the two. A user's texts lie beside the index; here in memory, where its
 * BM25 gets them soonest.
 *
 * @param isBm25 - whether what BM25 finds is added to each result
 */
export function vectra(place: SizeFolder, isBm25: boolean): Peer {
  const folder = place.folderOf('vectra');
  const file = path.join(folder, FILE);
  const texts = new Map<string, string>();
  const codec = new ProtobufCodec();
  const docReader = (id: string) => Promise.resolve(texts.get(id) ?? '');
  const index = new LocalIndex<TextPlace>(folder, undefined, undefined, codec, { docReader });
  const taken: Partial<IndexItem<TextPlace>>[] = [];
  return {
    add: (passages, vectors) => {
      for (const item of itemsOf(passages, vectors)) taken.push(item);
      return Promise.resolve();
    },
    finish: async () => {
      await index.createIndex({ version: VERSION, deleteIfExists: true });
      await index.batchInsertItems(taken);
    },
    // Inserting compares every id with all those before it: at a hundred thousand passages that takes minutes.
    write: async (batches) => {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      const handle = await open(file, 'w');
      // Protobuf messages one after the other are one message with the items of them all.
      for await (const { passages, vectors } of batches) {
        const items = itemsOf(passages, vectors);
        await handle.appendFile(codec.serializeIndex({ version: VERSION, metadata_config: {}, items }));
      }
      await handle.close();
    },
    open: async () => {
      for await (const passages of readPassages(place)) {
        for (const { id, text } of passages) texts.set(id, text);
      }
      await index.getIndexStats();
    },
    search: async (question, vector) =>
      (await index.queryItems(Array.from(vector), question, PASSAGES_WANTED, undefined, isBm25)).length,
    storedBytes: async () => (await stat(file)).size,
  };
}

function itemsOf(passages: readonly FilePassage[], vectors: readonly Float32Array[]): IndexItem<TextPlace>[] {
  return passages.map(({ id, text }, at) => {
    const vector = Array.from(vectors[at] ?? []);
    const metadata = { documentId: id, startPos: 0, endPos: text.length };
    return { id, metadata, vector, norm: ItemSelector.normalize(vector) };
  });
}
