import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import protobuf from 'protobufjs/minimal.js';
import type * as vectra from 'vectra';
import type { Passage } from '../../corpus/article.js';
import { writeDurably } from '../../lib/durable-files.js';
import { UserError } from '../../lib/errors.js';
import type { IndexedArticle } from '../passage-index.js';
import { indexDamaged, readOrDamaged } from './index-errors.js';
import { VectorTable } from './vector-table.js';

/** The name that vectra gives the file of an index kept by its ProtobufCodec. */
export const VECTORS_FILE = 'index.pb';

/** The vectors of a generation that is built from another. */
export interface VectorSources {
  /** By key. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** Those that are written already, for the keys that {@link vectors} lacks; none when left out. */
  readonly written?: WrittenVectors;
}

/** Where vectors stand that are kept: a generation's folder, and the articles in it. */
interface WrittenVectors {
  readonly folder: string;
  readonly articles: readonly IndexedArticle[];
}

/**
 * Writes the vectors of all passages, in order, as a vectra index. What is written already for the same passage of the same
 * article is copied as it is.
 *
 * @throws {@link UserError} `index-damaged` when `written` cannot be read.
 */
export async function writeVectors(
  folder: string,
  articles: readonly IndexedArticle[],
  { vectors, written }: VectorSources,
  dimensions: number,
): Promise<void> {
  const items: KeyedItem[] = [];
  if (written !== undefined) {
    await eachItem(written, dimensions, (item, key) => {
      items.push({ ...item, key });
    });
  }
  const index = serializeVectors(articles, { vectors, items }, dimensions);
  await writeDurably(path.join(folder, VECTORS_FILE), index);
}

/**
 * Loads the vectors of a generation to be searched, all of them, in the order of the passages: nothing is read from its folder later.
 * vectra's codec would give them as arrays of 64-bit numbers, which take four times the memory and many times as long to compare.
 *
 * @throws {@link UserError} `index-damaged` when they are not those of `articles`.
 */
export async function openVectors(
  folder: string,
  articles: readonly IndexedArticle[],
  dimensions: number,
): Promise<VectorTable> {
  const count = articles.reduce((sum, { passages }) => sum + passages.length, 0);
  const table = new VectorTable(count, dimensions);
  let position = 0;
  await eachItem({ folder, articles }, dimensions, ({ vector }) => {
    table.set(position++, numbersOf(vector));
  });
  return table;
}

/**
 * Reads the vectors of a generation by their keys, as they were embedded.
 *
 * @throws {@link UserError} as {@link openVectors}
 */
export async function readVectors(
  folder: string,
  articles: readonly IndexedArticle[],
  dimensions: number,
): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  await eachItem({ folder, articles }, dimensions, ({ vector }, key) => {
    vectors.set(key, numbersOf(vector));
  });
  return vectors;
}

/** The numbers of an item's vector, copied: a Float32Array has to begin at a multiple of 4, which an item need not. */
function numbersOf(vector: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(vector).buffer);
}

/** Calls `take` with the item of each passage, having checked that it is its. */
async function eachItem(
  { folder, articles }: WrittenVectors,
  dimensions: number,
  take: (item: VectorItem, key: string) => void,
): Promise<void> {
  const file = path.join(folder, VECTORS_FILE);
  const bytes = await readOrDamaged(file, readFile(file));
  const passages = articles.flatMap((indexed) => indexed.passages);
  let position = 0;
  try {
    for (const item of vectorItems(bytes)) {
      const expected = passages[position++];
      if (expected === undefined || item.id !== vectorId(expected.passage)) {
        throw indexDamaged(file, 'holds the vectors of other passages than the manifest names');
      }
      if (item.vector.length !== dimensions * Float32Array.BYTES_PER_ELEMENT) {
        throw indexDamaged(file, `holds vectors of another length than ${dimensions}`);
      }
      take(item, expected.key);
    }
  } catch (error) {
    // protobufjs throws errors of several classes at what is no message.
    throw error instanceof UserError ? error : indexDamaged(file, 'makes no sense', error);
  }
  if (position !== passages.length) throw indexDamaged(file, 'holds fewer vectors than the manifest names');
}

/** Fields of vectra's protobuf messages, `IndexData` and `IndexItem`. */
const ITEMS_FIELD = 3;
const ID_FIELD = 1;
const VECTOR_FIELD = 3;

/** An item of a serialized index. Both byte arrays are parts of the index's own bytes. */
interface VectorItem {
  readonly id: string;
  /** 32-bit floats, little-endian. */
  readonly vector: Uint8Array;
  /** The whole item as it stands there, its tag included: such pieces one after the other are an index again. */
  readonly bytes: Uint8Array;
}

/**
 * The items of an index that vectra's ProtobufCodec has serialized, in order.
 *
 * @throws errors of several classes, protobufjs's own, at what is no such message.
 */
export function* vectorItems(index: Uint8Array): Generator<VectorItem> {
  const reader = protobuf.Reader.create(index);
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const tag = reader.uint32();
    if (tag >>> 3 === ITEMS_FIELD) yield { ...contentOf(reader), bytes: index.subarray(start, reader.pos) };
    else reader.skipType(tag & 7);
  }
}

function contentOf(reader: protobuf.Reader): Pick<VectorItem, 'id' | 'vector'> {
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

/** vectra's own version of the format. */
const VECTRA_VERSION = 1;
/** Items handed to vectra's codec at once: it takes vectors as arrays of 64-bit numbers, and needs several copies. */
const ITEMS_AT_ONCE = 1_000;

/** What vectra holds beside each vector, to filter by. */
interface VectorMetadata extends Record<string, string> {
  /** {@link Article.id} */
  readonly article: string;
}

/** A vector that is written already, and its key. */
interface KeyedItem extends VectorItem {
  readonly key: string;
}

/** Where the vector of a key is found: in `vectors`, or else among the items. */
export interface VectorsByKey {
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** Of an index serialized before. */
  readonly items: readonly KeyedItem[];
}

/** The id that vectra knows a passage by. */
function vectorId({ articleId, ordinal }: Pick<Passage, 'articleId' | 'ordinal'>): string {
  return `${articleId}:${ordinal}`;
}

/**
 * The vectors of all passages, in order, as an index of vectra's.
 *
 * It is made by vectra's codec, a part after the other: protobuf messages written one after the other are one message with
 * the items of them all. Inserting through LocalIndex compares every id with all those before it, and writes the file in place.
 * An item that stands in the index before with the same id and key is taken over byte by byte.
 *
 * @throws Error when a passage has no vector, or one of other dimensions: a defect of the caller's.
 */
export function serializeVectors(
  articles: readonly IndexedArticle[],
  { vectors, items: before }: VectorsByKey,
  dimensions: number,
): Uint8Array {
  const { ItemSelector, ProtobufCodec } = loadVectra();
  const codec = new ProtobufCodec();
  const serialized = (some: vectra.IndexItem<VectorMetadata>[]) =>
    codec.serializeIndex({ version: VECTRA_VERSION, metadata_config: {}, items: some });
  // The part that says which version it is.
  const parts: Uint8Array[] = [serialized([])];
  let items: vectra.IndexItem<VectorMetadata>[] = [];
  const flush = () => {
    if (items.length > 0) parts.push(serialized(items));
    items = [];
  };
  const byKey = new Map(before.map((item) => [item.key, item]));
  const byId = new Map(before.map((item) => [item.id, item]));
  for (const { article, passages } of articles) {
    for (const { passage, key } of passages) {
      const id = vectorId(passage);
      const same = byId.get(id);
      const vector = vectors.get(key);
      if (vector === undefined && same?.key === key) {
        flush();
        parts.push(same.bytes);
        continue;
      }
      const other = byKey.get(key);
      const numbers = vector ?? (other && numbersOf(other.vector));
      if (numbers?.length !== dimensions) {
        const found = numbers === undefined ? 'no vector' : `a vector of ${numbers.length} dimensions`;
        throw new Error(
          `Passage ${passage.ordinal} of ${article.path} has ${found}; expected ${dimensions}.`,
        );
      }
      const values = Array.from(numbers);
      const norm = ItemSelector.normalize(values);
      items.push({ id, metadata: { article: article.id }, vector: values, norm });
      if (items.length >= ITEMS_AT_ONCE) flush();
    }
  }
  flush();
  return Buffer.concat(parts);
}

type VectraParts = Pick<typeof vectra, 'ItemSelector' | 'ProtobufCodec'>;

const require = createRequire(import.meta.url);
const VECTRA_FILES = ['ItemSelector', 'codecs'];

/**
 * The parts of vectra that an index needs, out of the files that its entry point puts together. The entry point also
 * loads clients of hosted models and a server: over a second of work and 100 MB in every process and thread that opens an
 * index.
 */
export function loadVectra(): VectraParts {
  const folder = path.dirname(require.resolve('vectra'));
  return Object.assign(
    {},
    ...VECTRA_FILES.map((file): unknown => require(path.join(folder, file))),
  ) as VectraParts;
}
