import type { NearestPassage } from '../passage-index.js';

/** Bytes of a page of WebAssembly memory, and the pages that a memory may have (4 GiB): limits of WebAssembly itself. */
const PAGE = 65_536;
const MAX_PAGES = 65_536;
/** Numbers that the WebAssembly takes at a time: rows are filled up with zeros to a multiple of it. */
const LANES = 32;
const BYTES = Int16Array.BYTES_PER_ELEMENT;
const SCORE_BYTES = Int32Array.BYTES_PER_ELEMENT;
/**
 * Length to which vectors are stretched before they are rounded to integers. A greater one would tell smaller differences, but
 * products of two have to stay within 32 bits, rounding included.
 */
const LENGTH = 32_000;

/** Assembled from dot-products.wat: the test of this tells what it has to be when that has changed. */
export const DOT_PRODUCTS_WASM =
  'AGFzbQEAAAABCQFgBX9/f39/AAITAQd2ZWN0b3JzBm1lbW9yeQIAAQMCAQAHDwELZG90UHJvZHVjdHMAAAqoAgGlAgIDfwR7IAIgA0ECdGohBwJAA0AgAiAHTw0BIAAgBEEBdGohBSABIQb9DAAAAAAAAAAAAAAAAAAAAAAhCP0MAAAAAAAAAAAAAAAAAAAAACEJ/QwAAAAAAAAAAAAAAAAAAAAAIQr9DAAAAAAAAAAAAAAAAAAAAAAhCwNAIAggAP0ABAAgBv0ABAD9ugH9rgEhCCAJIAD9AAQQIAb9AAQQ/boB/a4BIQkgCiAA/QAEICAG/QAEIP26Af2uASEKIAsgAP0ABDAgBv0ABDD9ugH9rgEhCyAGQcAAaiEGIABBwABqIQAgACAFSQ0ACyAIIAn9rgEgCiAL/a4B/a4BIQggAiAI/RsAIAj9GwFqIAj9GwIgCP0bA2pqNgIAIAJBBGohAgwACwsL';

/** The part of WebAssembly that is used here: TypeScript declares it only for browsers, together with all of the DOM. */
declare const WebAssembly: {
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => WebAssemblyMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly vectors: { readonly memory: WebAssemblyMemory } },
  ) => { readonly exports: { readonly dotProducts: DotProducts } };
};

interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
}

/** What dot-products.wat exports. */
type DotProducts = (rows: number, query: number, scores: number, count: number, width: number) => void;

/**
 * Vectors in one block of memory, all of which are compared with a query: linear in their number. They are kept as integers of 16 bits,
 * half as long to read as floats of 32: a cosine similarity comes out within about 0.00002 of what it is.
 *
 * @remarks
 * Why not a library: those that search in JavaScript keep vectors as arrays of 64-bit numbers, and those that don't are
 * native modules, built for each platform. docs/performance.md has figures.
 */
export class VectorTable {
  readonly count: number;
  readonly dimensions: number;
  private readonly width: number;
  private readonly memory: WebAssemblyMemory;
  private readonly dotProducts: DotProducts;
  /** What a row's numbers have to be multiplied by to be the vector's again; NaN or infinite where the vector is no numbers. */
  private readonly scales: Float32Array;
  /** Addresses: the query comes first, then the rows, then their scores. */
  private readonly rowsAt: number;
  private readonly scoresAt: number;

  /**
   * @param count - vectors that it is to hold, zeros at first
   * @throws RangeError when they do not fit into 4 GiB: over 4 million vectors of 512 dimensions
   */
  constructor(count: number, dimensions: number) {
    this.count = count;
    this.dimensions = dimensions;
    this.width = Math.ceil(dimensions / LANES) * LANES;
    this.rowsAt = this.width * BYTES;
    this.scoresAt = this.rowsAt + count * this.width * BYTES;
    const pages = Math.max(1, Math.ceil((this.scoresAt + count * SCORE_BYTES) / PAGE));
    if (pages > MAX_PAGES) {
      throw new RangeError(`${count} vectors of ${dimensions} dimensions are more than 4 GiB.`);
    }
    this.scales = new Float32Array(count);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const module = new WebAssembly.Module(Buffer.from(DOT_PRODUCTS_WASM, 'base64'));
    const instance = new WebAssembly.Instance(module, { vectors: { memory: this.memory } });
    this.dotProducts = instance.exports.dotProducts;
  }

  /** Puts a vector in its place. */
  set(position: number, vector: Float32Array): void {
    if (!Number.isInteger(position) || position < 0 || position >= this.count) {
      throw new RangeError(`There is no vector ${position} among ${this.count}.`);
    }
    this.scales[position] = this.round(vector, this.rowsAt + position * this.width * BYTES);
  }

  /**
   * The `limit` vectors of the greatest dot product with `query`, which of unit vectors is their cosine similarity, among those accepted,
   * best first; ties in order of position. A vector whose similarity is not a number, for one is in it or in the query, is never
   * among them.
   *
   * @throws RangeError when `query` has other dimensions
   */
  nearest(query: Float32Array, limit: number, accepts?: (position: number) => boolean): NearestPassage[] {
    if (query.length !== this.dimensions) {
      throw new RangeError(`Query of ${query.length} dimensions, index of ${this.dimensions}.`);
    }
    if (limit <= 0 || this.count === 0) return [];
    const scale = this.round(query, 0);
    this.dotProducts(this.rowsAt, 0, this.scoresAt, this.count, this.width);
    const products = new Int32Array(this.memory.buffer, this.scoresAt, this.count);
    return best(products, this.scales, scale, limit, accepts);
  }

  /**
   * Writes a vector, stretched and rounded, to an address.
   *
   * @returns what the numbers have to be multiplied by to be the vector's again
   */
  private round(vector: Float32Array, address: number): number {
    const row = new Int16Array(this.memory.buffer, address, this.dimensions);
    const length = lengthOf(vector);
    if (length === 0) {
      row.fill(0);
      return 0;
    }
    const factor = LENGTH / length;
    for (let axis = 0; axis < row.length; axis++) row[axis] = Math.round((vector[axis] ?? 0) * factor);
    // Not by the factor: rounded as well, a vector is the nearest to itself.
    return length / lengthOf(row);
  }
}

function lengthOf(vector: Float32Array | Int16Array): number {
  const axes = vector.length;
  let sum = 0;
  // By its places: an iterator takes four times as long, and every vector of an index is measured.
  for (let axis = 0; axis < axes; axis++) sum += (vector[axis] ?? 0) ** 2;
  return Math.sqrt(sum);
}

/** The greatest similarities that are accepted, in order: products of integers times the scales of both vectors. */
function best(
  products: Int32Array,
  scales: Float32Array,
  scale: number,
  limit: number,
  accepts: (position: number) => boolean = () => true,
): NearestPassage[] {
  const kept: NearestPassage[] = [];
  let least = -Infinity;
  for (let position = 0; position < products.length; position++) {
    const similarity = (products[position] ?? 0) * (scales[position] ?? 0) * scale;
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
