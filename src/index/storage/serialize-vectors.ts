import type { IndexItem } from 'vectra';
import type { Passage } from '../../corpus/article.js';
import type { IndexedArticle } from '../index-store.js';
import type { VectorItem } from './vector-items.js';
import { loadVectra } from './vectra-library.js';

/** vectra's own version of the format. */
const VECTRA_VERSION = 1;
/** Items handed to vectra's codec at once: it takes vectors as arrays of 64-bit numbers, and needs several copies. */
const ITEMS_AT_ONCE = 1_000;

/** What vectra holds beside each vector, to filter by. */
interface VectorMetadata extends Record<string, string> {
  /** {@link Article.id} */
  readonly article: string;
}

/** Where the vector of a key is found: in `vectors`, or else among the items. */
export interface VectorsByKey {
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** Of an index serialized before. */
  readonly items: readonly (VectorItem & { readonly key: string })[];
}

/** The id that vectra knows a passage by. */
export function vectorId({ articleId, ordinal }: Pick<Passage, 'articleId' | 'ordinal'>): string {
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
  const codec = new Serializer();
  const byKey = new Map(before.map((item) => [item.key, item]));
  const byId = new Map(before.map((item) => [item.id, item]));
  for (const { article, passages } of articles) {
    for (const { passage, key } of passages) {
      const id = vectorId(passage);
      const same = byId.get(id);
      const vector = vectors.get(key);
      if (vector === undefined && same?.key === key) {
        codec.copy(same.bytes);
        continue;
      }
      const other = byKey.get(key);
      const numbers = vector ?? (other && floatsOf(other.vector));
      if (numbers?.length !== dimensions) {
        const found = numbers === undefined ? 'no vector' : `a vector of ${numbers.length} dimensions`;
        throw new Error(
          `Passage ${passage.ordinal} of ${article.path} has ${found}; expected ${dimensions}.`,
        );
      }
      codec.add(id, article.id, numbers);
    }
  }
  return codec.finish();
}

/** Puts an index together out of items made before and items made now. */
class Serializer {
  private readonly vectra = loadVectra();
  private readonly codec = new this.vectra.ProtobufCodec();
  private readonly parts: Uint8Array[] = [];
  private items: IndexItem<VectorMetadata>[] = [];

  constructor() {
    // The part that says which version it is.
    this.parts.push(this.serialized([]));
  }

  copy(item: Uint8Array): void {
    this.flush();
    this.parts.push(item);
  }

  add(id: string, article: string, vector: Float32Array): void {
    const values = Array.from(vector);
    this.items.push({
      id,
      metadata: { article },
      vector: values,
      norm: this.vectra.ItemSelector.normalize(values),
    });
    if (this.items.length >= ITEMS_AT_ONCE) this.flush();
  }

  finish(): Uint8Array {
    this.flush();
    return Buffer.concat(this.parts);
  }

  private flush(): void {
    if (this.items.length > 0) this.parts.push(this.serialized(this.items));
    this.items = [];
  }

  private serialized(items: IndexItem<VectorMetadata>[]): Uint8Array {
    return this.codec.serializeIndex({ version: VECTRA_VERSION, metadata_config: {}, items });
  }
}

/** Copied: a Float32Array has to begin at a multiple of 4, which a part of a message need not. */
function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
