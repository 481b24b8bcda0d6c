import type { NearestPassage } from '../passage-index.js';
import { DOT_PRODUCTS_WASM } from './dot-products-wasm.js';

/** Bytes of a page of WebAssembly memory, and the pages that a memory may have (4 GiB): limits of WebAssembly itself. */
const PAGE = 65_536;
const MAX_PAGES = 65_536;
/** Numbers that the WebAssembly takes at a time: rows are filled up with zeros to a multiple of it. */
const LANES = 16;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** See dot-products.wat. */
type DotProducts = (rows: number, query: number, scores: number, count: number, width: number) => void;

/**
 * Unit vectors in one block of memory, all of which are compared with a query: exact search, linear in their number.
 *
 * @remarks
 * Why not a library: those that search in JavaScript keep vectors as arrays of 64-bit numbers, and those that don't are
 * native modules, built for each platform. docs/performance.md has figures.
 */
export class VectorTable {
  readonly count: number;
  readonly dimensions: number;
  private readonly width: number;
  private readonly memory: WebAssembly.Memory;
  private readonly dotProducts: DotProducts;
  /** Addresses: the query comes first, then the rows, then their scores. */
  private readonly rowsAt: number;
  private readonly scoresAt: number;

  /**
   * @param count - vectors that it is to hold, zeros at first
   * @throws RangeError when they do not fit into 4 GiB: over 2 million vectors of 512 dimensions
   */
  constructor(count: number, dimensions: number) {
    this.count = count;
    this.dimensions = dimensions;
    this.width = Math.ceil(dimensions / LANES) * LANES;
    this.rowsAt = this.width * BYTES;
    this.scoresAt = this.rowsAt + count * this.width * BYTES;
    const pages = Math.max(1, Math.ceil((this.scoresAt + count * BYTES) / PAGE));
    if (pages > MAX_PAGES) {
      throw new RangeError(`${count} vectors of ${dimensions} dimensions are more than 4 GiB.`);
    }
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const module = new WebAssembly.Module(DOT_PRODUCTS_WASM);
    const instance = new WebAssembly.Instance(module, { vectors: { memory: this.memory } });
    this.dotProducts = instance.exports['dotProducts'] as DotProducts;
  }

  /** The place of a vector, to be written to: the numbers of the vector, little-endian as WebAssembly has them. */
  bytesOf(position: number): Uint8Array {
    if (!Number.isInteger(position) || position < 0 || position >= this.count) {
      throw new RangeError(`There is no vector ${position} among ${this.count}.`);
    }
    const start = this.rowsAt + position * this.width * BYTES;
    return new Uint8Array(this.memory.buffer, start, this.dimensions * BYTES);
  }

  /** A vector, not to be written to. */
  at(position: number): Float32Array {
    const { buffer, byteOffset } = this.bytesOf(position);
    return new Float32Array(buffer, byteOffset, this.dimensions);
  }

  /**
   * The `limit` vectors nearest to `query` by cosine similarity among those accepted, best first; ties in order of position.
   * A vector whose similarity is not a number, for one is in it or in the query, is never among them.
   *
   * @throws RangeError when `query` has other dimensions
   */
  nearest(query: Float32Array, limit: number, accepts?: (position: number) => boolean): NearestPassage[] {
    if (query.length !== this.dimensions) {
      throw new RangeError(`Query of ${query.length} dimensions, index of ${this.dimensions}.`);
    }
    if (limit <= 0 || this.count === 0) return [];
    new Float32Array(this.memory.buffer, 0, this.dimensions).set(query);
    this.dotProducts(this.rowsAt, 0, this.scoresAt, this.count, this.width);
    return best(new Float32Array(this.memory.buffer, this.scoresAt, this.count), limit, accepts);
  }
}

/** The greatest scores that are accepted, in order. */
function best(
  scores: Float32Array,
  limit: number,
  accepts: (position: number) => boolean = () => true,
): NearestPassage[] {
  const kept: NearestPassage[] = [];
  let least = -Infinity;
  for (let position = 0; position < scores.length; position++) {
    const similarity = scores[position] ?? 0;
    // On a tie the earlier position stays. Nothing compares with NaN: kept, it would stop others from finding their place.
    const isNear = kept.length < limit ? !Number.isNaN(similarity) : similarity > least;
    if (!isNear || !accepts(position)) continue;
    let at = kept.length;
    while (at > 0 && (kept[at - 1]?.similarity ?? 0) < similarity) at--;
    kept.splice(at, 0, { position, similarity });
    if (kept.length > limit) kept.pop();
    least = kept.at(-1)?.similarity ?? -Infinity;
  }
  return kept;
}
