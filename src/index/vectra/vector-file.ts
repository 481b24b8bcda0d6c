import path from 'node:path';
import type { IndexItem, LocalIndex } from 'vectra';
import { writeDurably } from '../durable-files.js';
import { indexDamaged, readOrDamaged } from '../index-damaged.js';
import type { IndexedArticle } from '../index-store.js';
import { loadVectra } from './vectra-library.js';

/** The name that vectra gives the file of an index kept by its ProtobufCodec. */
export const VECTORS_FILE = 'index.pb';

/** vectra's own version of the format of {@link VECTORS_FILE}. */
const VECTRA_VERSION = 1;

/** What vectra holds beside each vector, to filter by. */
interface VectorMetadata extends Record<string, string> {
  /** {@link Article.id} */
  readonly article: string;
}

/**
 * Writes the vectors of all passages, in order, as a vectra index.
 *
 * The file is made by vectra's codec at once. Inserting through LocalIndex compares every id with all those before
 * it, and writes the file in place.
 */
export async function writeVectors(
  folder: string,
  articles: readonly IndexedArticle[],
  vectors: ReadonlyMap<string, Float32Array>,
  dimensions: number,
): Promise<void> {
  const { ItemSelector, ProtobufCodec } = loadVectra();
  const items = articles.flatMap(({ article, passages }): IndexItem<VectorMetadata>[] =>
    passages.map(({ passage, key }) => {
      const vector = vectors.get(key);
      if (vector?.length !== dimensions) {
        const found = vector === undefined ? 'no vector' : `a vector of ${vector.length} dimensions`;
        throw new Error(
          `Passage ${passage.ordinal} of ${article.path} has ${found}; expected ${dimensions}.`,
        );
      }
      const values = Array.from(vector);
      return {
        id: `${article.id}:${passage.ordinal}`,
        metadata: { article: article.id },
        vector: values,
        norm: ItemSelector.normalize(values),
      };
    }),
  );
  const data = new ProtobufCodec().serializeIndex({ version: VECTRA_VERSION, metadata_config: {}, items });
  await writeDurably(path.join(folder, VECTORS_FILE), data);
}

/** A vectra index loaded from a generation, and its items in the order of the passages. */
export interface OpenVectors {
  readonly index: LocalIndex<VectorMetadata>;
  readonly items: readonly IndexItem<VectorMetadata>[];
}

/**
 * Loads the vectors of a generation, all of them: nothing is read from its folder later.
 *
 * @throws {@link UserError} `index-damaged` when they are not those of `articles`.
 */
export async function openVectors(folder: string, articles: readonly IndexedArticle[]): Promise<OpenVectors> {
  const { LocalIndex, LocalFileStorage, ProtobufCodec } = loadVectra();
  const index = new LocalIndex<VectorMetadata>(
    folder,
    VECTORS_FILE,
    new LocalFileStorage(),
    new ProtobufCodec(),
  );
  const file = path.join(folder, VECTORS_FILE);
  const items = await readOrDamaged(file, index.listItems<VectorMetadata>());
  const expected = articles.flatMap(({ passages }) => passages);
  const matching = expected.every(
    ({ passage }, at) => items[at]?.id === `${passage.articleId}:${passage.ordinal}`,
  );
  if (!matching || items.length !== expected.length) {
    throw indexDamaged(file, 'holds the vectors of other passages than the manifest names');
  }
  return { index, items };
}
