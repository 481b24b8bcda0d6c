import { readFile } from 'node:fs/promises';
import path from 'node:path';
import protobuf from 'protobufjs/minimal.js';
import type { IndexItem } from 'vectra';
import { UserError } from '../../errors.js';
import { writeDurably } from '../durable-files.js';
import { VectorTable } from '../flat/vector-table.js';
import { indexDamaged, readOrDamaged } from '../index-damaged.js';
import type { IndexedArticle } from '../index-store.js';
import { loadVectra } from './vectra-library.js';

/** The name that vectra gives the file of an index kept by its ProtobufCodec. */
export const VECTORS_FILE = 'index.pb';

/** vectra's own version of the format of {@link VECTORS_FILE}. */
const VECTRA_VERSION = 1;
/** Items handed to vectra's codec at once: it takes vectors as arrays of 64-bit numbers, and needs several copies. */
const ITEMS_AT_ONCE = 1_000;

/** Fields of vectra's protobuf messages, `IndexData` and `IndexItem`. */
const ITEMS_FIELD = 3;
const ID_FIELD = 1;
const VECTOR_FIELD = 3;

/** What vectra holds beside each vector, to filter by. */
interface VectorMetadata extends Record<string, string> {
  /** {@link Article.id} */
  readonly article: string;
}

/**
 * Writes the vectors of all passages, in order, as a vectra index.
 *
 * The file is made by vectra's codec, a part after the other: protobuf messages written one after the other are one message with
 * the items of them all. Inserting through LocalIndex compares every id with all those before it, and writes the file in place.
 */
export async function writeVectors(
  folder: string,
  articles: readonly IndexedArticle[],
  vectors: ReadonlyMap<string, Float32Array>,
  dimensions: number,
): Promise<void> {
  const { ItemSelector, ProtobufCodec } = loadVectra();
  const codec = new ProtobufCodec();
  const serialize = (items: IndexItem<VectorMetadata>[]) =>
    codec.serializeIndex({ version: VECTRA_VERSION, metadata_config: {}, items });

  const parts: Uint8Array[] = [];
  let items: IndexItem<VectorMetadata>[] = [];
  for (const { article, passages } of articles) {
    for (const { passage, key } of passages) {
      const vector = vectors.get(key);
      if (vector?.length !== dimensions) {
        const found = vector === undefined ? 'no vector' : `a vector of ${vector.length} dimensions`;
        throw new Error(
          `Passage ${passage.ordinal} of ${article.path} has ${found}; expected ${dimensions}.`,
        );
      }
      const values = Array.from(vector);
      items.push({
        id: `${article.id}:${passage.ordinal}`,
        metadata: { article: article.id },
        vector: values,
        norm: ItemSelector.normalize(values),
      });
      if (items.length < ITEMS_AT_ONCE) continue;
      parts.push(serialize(items));
      items = [];
    }
  }
  parts.push(serialize(items));
  await writeDurably(path.join(folder, VECTORS_FILE), Buffer.concat(parts));
}

/**
 * Loads the vectors of a generation, all of them, in the order of the passages: nothing is read from its folder later. vectra's
 * codec would give them as arrays of 64-bit numbers, which take twice the memory and ten times as long to compare.
 *
 * @throws {@link UserError} `index-damaged` when they are not those of `articles`.
 */
export async function openVectors(
  folder: string,
  articles: readonly IndexedArticle[],
  dimensions: number,
): Promise<VectorTable> {
  const file = path.join(folder, VECTORS_FILE);
  const bytes = await readOrDamaged(file, readFile(file));
  const passages = articles.flatMap((indexed) => indexed.passages);
  const table = new VectorTable(passages.length, dimensions);
  let position = 0;
  const take = ({ id, vector }: StoredVector) => {
    const passage = passages[position]?.passage;
    if (passage === undefined || id !== `${passage.articleId}:${passage.ordinal}`) {
      throw indexDamaged(file, 'holds the vectors of other passages than the manifest names');
    }
    if (vector.length !== dimensions * Float32Array.BYTES_PER_ELEMENT) {
      throw indexDamaged(file, `holds vectors of another length than ${dimensions}`);
    }
    table.bytesOf(position++).set(vector);
  };
  try {
    eachItem(bytes, take);
  } catch (error) {
    // protobufjs throws errors of several classes at what is no message.
    throw error instanceof UserError ? error : indexDamaged(file, 'makes no sense', error);
  }
  if (position !== passages.length) throw indexDamaged(file, 'holds fewer vectors than the manifest names');
  return table;
}

/** An item of {@link VECTORS_FILE}. */
interface StoredVector {
  readonly id: string;
  /** 32-bit floats, little-endian: a part of the file's bytes. */
  readonly vector: Uint8Array;
}

/** Calls `take` with each item of a serialized index, in order. */
function eachItem(bytes: Uint8Array, take: (item: StoredVector) => void): void {
  const reader = protobuf.Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === ITEMS_FIELD) take(itemOf(reader));
    else reader.skipType(tag & 7);
  }
}

function itemOf(reader: protobuf.Reader): StoredVector {
  const end = reader.uint32() + reader.pos;
  let id = '';
  let vector: Uint8Array = new Uint8Array();
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === ID_FIELD) id = reader.string();
    else if (tag >>> 3 === VECTOR_FIELD) vector = reader.bytes();
    else reader.skipType(tag & 7);
  }
  return { id, vector };
}
