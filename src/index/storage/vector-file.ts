import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../lib/errors.js';
import { writeDurably } from '../../lib/durable-files.js';
import { VectorTable } from './vector-table.js';
import { indexDamaged, readOrDamaged } from './index-damaged.js';
import type { IndexedArticle } from '../index-store.js';
import { serializeVectors, vectorId } from './serialize-vectors.js';
import { vectorItems, type VectorItem } from './vector-items.js';

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
  const items = written === undefined ? [] : await itemsOf(written, dimensions);
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

/** The numbers of an item's vector, which may stand at any place of its file. */
function numbersOf(vector: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(vector).buffer);
}

/** A vector that is written already, and its key. */
interface KeyedItem extends VectorItem {
  readonly key: string;
}

async function itemsOf(written: WrittenVectors, dimensions: number): Promise<KeyedItem[]> {
  const items: KeyedItem[] = [];
  await eachItem(written, dimensions, (item, key) => {
    items.push({ ...item, key });
  });
  return items;
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
