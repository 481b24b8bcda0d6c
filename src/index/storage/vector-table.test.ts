import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import openWabt from 'wabt';
import { DOT_PRODUCTS_WASM, VectorTable } from './vector-table.js';

/** A table that holds `vectors`. */
function tableOf(vectors: readonly Float32Array[], dimensions: number): VectorTable {
  const table = new VectorTable(vectors.length, dimensions);
  vectors.forEach((vector, position) => {
    table.set(position, vector);
  });
  return table;
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0);

const lengthOf = (vector: Float32Array) => Math.sqrt(dot(vector, vector));

/** What rounding both vectors to integers may cost at most. */
const tolerance = (a: Float32Array, b: Float32Array) =>
  (1.1 * Math.sqrt(a.length) * lengthOf(a) * lengthOf(b)) / 32_000 + 1e-6;

const vectorsAndQuery = fc.integer({ min: 1, max: 70 }).chain((dimensions) => {
  const vector = fc.float32Array({
    minLength: dimensions,
    maxLength: dimensions,
    min: -1,
    max: 1,
    noNaN: true,
  });
  return fc.tuple(fc.array(vector, { maxLength: 40 }), vector);
});

describe('nearest', () => {
  test('finds what comparing every vector finds, whatever the dimensions', () => {
    fc.assert(
      fc.property(vectorsAndQuery, fc.integer({ min: 1, max: 50 }), ([vectors, query], limit) => {
        const found = tableOf(vectors, query.length).nearest(query, limit);
        const expected = vectors.map((vector) => dot(vector, query)).sort((a, b) => b - a);
        const greatest = Math.max(0, ...vectors.map((vector) => tolerance(vector, query)));
        expect(found).toHaveLength(Math.min(limit, vectors.length));
        found.forEach(({ position, similarity }, place) => {
          const vector = vectors[position] ?? query;
          expect(Math.abs(similarity - dot(vector, query))).toBeLessThanOrEqual(tolerance(vector, query));
          expect(Math.abs(similarity - (expected[place] ?? NaN))).toBeLessThanOrEqual(greatest);
        });
        expect(new Set(found.map(({ position }) => position)).size).toBe(found.length);
      }),
    );
  });

  test('tells unit vectors of a model’s length apart to the fifth decimal place', () => {
    // Each number of a unit vector is rounded to about a seven-hundredth of its usual size; over hundreds the errors cancel out.
    const unit = (seed: number) => {
      const vector = Float32Array.from({ length: 512 }, (_, axis) => Math.sin(seed * 7919 + axis * axis));
      return vector.map((value) => value / lengthOf(vector));
    };
    const vectors = Array.from({ length: 200 }, (_, seed) => unit(seed));
    const query = unit(1000);
    for (const { position, similarity } of tableOf(vectors, 512).nearest(query, 200)) {
      expect(Math.abs(similarity - dot(vectors[position] ?? query, query))).toBeLessThan(3e-5);
    }
  });

  test('keeps its sums within 32 bits when vectors are the same, in one place or in all', () => {
    for (const vector of [
      Float32Array.of(1, ...new Float32Array(511)),
      new Float32Array(512).fill(512 ** -0.5),
    ]) {
      expect(tableOf([vector], 512).nearest(vector, 1)[0]?.similarity).toBeCloseTo(1, 6);
    }
  });

  test('orders equals by position and keeps the earlier ones', () => {
    const table = tableOf(
      Array.from({ length: 5 }, () => Float32Array.of(1, 0)),
      2,
    );
    expect(table.nearest(Float32Array.of(1, 0), 3).map(({ position }) => position)).toEqual([0, 1, 2]);
  });

  test('takes only what is accepted', () => {
    const vectors = [0, 1, 2, 3].map((angle) => Float32Array.of(Math.cos(angle), Math.sin(angle)));
    const found = tableOf(vectors, 2).nearest(Float32Array.of(1, 0), 2, (position) => position > 1);
    expect(found.map(({ position }) => position)).toEqual([2, 3]);
  });

  test('passes over vectors that are no numbers, which keep nothing else from being found', () => {
    const unitAt = (angle: number) => Float32Array.of(Math.cos(angle), Math.sin(angle));
    const spoilt = [Float32Array.of(NaN, 0), Float32Array.of(0, NaN), Float32Array.of(Infinity, -Infinity)];
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(...spoilt),
            fc.integer({ min: 0, max: 300 }).map((n) => unitAt(n / 100)),
          ),
        ),
        fc.integer({ min: 1, max: 12 }),
        (vectors, limit) => {
          const query = unitAt(0.5);
          const found = tableOf(vectors, 2).nearest(query, limit);
          const numbers = vectors.map((vector) => dot(vector, query)).filter((score) => !Number.isNaN(score));
          expect(found).toHaveLength(Math.min(limit, numbers.length));
          numbers.sort((a, b) => b - a);
          found.forEach(({ similarity }, place) => {
            expect(similarity).toBeCloseTo(numbers[place] ?? NaN, 4);
          });
        },
      ),
    );
  });

  test('a query that is no numbers finds nothing', () => {
    expect(tableOf([Float32Array.of(1, 0)], 2).nearest(Float32Array.of(NaN, 1), 1)).toEqual([]);
  });

  test('an empty table, or a limit of none, finds nothing', () => {
    expect(new VectorTable(0, 3).nearest(Float32Array.of(1, 0, 0), 5)).toEqual([]);
    expect(new VectorTable(1, 3).nearest(Float32Array.of(1, 0, 0), 0)).toEqual([]);
  });

  test('a query of other dimensions is refused', () => {
    expect(() => new VectorTable(1, 3).nearest(Float32Array.of(1, 0), 1)).toThrow(
      'Query of 2 dimensions, index of 3.',
    );
  });
});

test('a place outside the table is refused', () => {
  expect(() => {
    new VectorTable(2, 3).set(2, new Float32Array(3));
  }).toThrow('There is no vector 2 among 2.');
  expect(() => {
    new VectorTable(2, 3).set(-1, new Float32Array(3));
  }).toThrow(RangeError);
});

test('more than a memory can hold is refused', () => {
  expect(() => new VectorTable(5_000_000, 512)).toThrow(
    '5000000 vectors of 512 dimensions are more than 4 GiB.',
  );
});

test('the WebAssembly kept is that of the source', async () => {
  const source = await readFile(new URL('./dot-products.wat', import.meta.url));
  const module = (await openWabt()).parseWat('dot-products.wat', source, { simd: true });
  expect(DOT_PRODUCTS_WASM).toBe(Buffer.from(module.toBinary({}).buffer).toString('base64'));
});
