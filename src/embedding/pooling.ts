import type { ModelProfile } from '../models/locate-model.js';

/** Token vectors of a batch, `[texts][width][dimensions]` laid end to end; each text is padded on the right to `width`. */
export interface TokenVectors {
  readonly values: Float32Array;
  readonly width: number;
  readonly dimensions: number;
}

/**
 * One vector of length 1 for each text of a batch, laid end to end.
 *
 * Done here and not by the library, whose pooling goes through a proxy object element by element and costs more than
 * running a small model.
 *
 * @param tokens - tokens of each text, padding left out; at least 1
 */
export function pool(
  hidden: TokenVectors,
  tokens: readonly number[],
  pooling: ModelProfile['pooling'],
): Float32Array {
  const { values, width, dimensions } = hidden;
  const pooled = new Float32Array(tokens.length * dimensions);
  tokens.forEach((count, text) => {
    const start = text * width * dimensions;
    const sum = sumOfRows(values, start, pooling === 'cls' ? 1 : count, dimensions);
    const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
    // A vector of zeros has no direction; it stays as it is, rather than turn into NaN.
    if (length === 0) return;
    for (let axis = 0; axis < dimensions; axis++) {
      pooled[text * dimensions + axis] = (sum[axis] ?? 0) / length;
    }
  });
  return pooled;
}

/** Four rows at a time: reading and writing the sum costs more than adding does. */
function sumOfRows(values: Float32Array, start: number, rows: number, dimensions: number): Float64Array {
  const sum = new Float64Array(dimensions);
  const end = start + rows * dimensions;
  let row = start;
  for (; row + 4 * dimensions <= end; row += 4 * dimensions) {
    for (let axis = 0; axis < dimensions; axis++) {
      const at = row + axis;
      const first = (values[at] ?? 0) + (values[at + dimensions] ?? 0);
      const second = (values[at + 2 * dimensions] ?? 0) + (values[at + 3 * dimensions] ?? 0);
      sum[axis] = (sum[axis] ?? 0) + first + second;
    }
  }
  for (; row < end; row += dimensions) {
    for (let axis = 0; axis < dimensions; axis++) sum[axis] = (sum[axis] ?? 0) + (values[row + axis] ?? 0);
  }
  return sum;
}
