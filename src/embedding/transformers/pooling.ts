import type { ModelProfile } from '../models.js';

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
  const sum = new Float64Array(dimensions);
  tokens.forEach((count, text) => {
    sum.fill(0);
    const pooledTokens = pooling === 'cls' ? 1 : count;
    for (let token = 0; token < pooledTokens; token++) {
      const start = (text * width + token) * dimensions;
      for (let axis = 0; axis < dimensions; axis++) {
        sum[axis] = (sum[axis] ?? 0) + (values[start + axis] ?? 0);
      }
    }
    const length = Math.hypot(...sum);
    // A vector of zeros has no direction; it stays as it is, rather than turn into NaN.
    if (length > 0) {
      pooled.set(
        sum.map((value) => value / length),
        text * dimensions,
      );
    }
  });
  return pooled;
}
