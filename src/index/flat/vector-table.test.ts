import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VectorTable } from './vector-table.js';

/** A table that holds `vectors`. */
function tableOf(vectors: readonly Float32Array[], dimensions: number): VectorTable {
  const table = new VectorTable(vectors.length, dimensions);
  vectors.forEach((vector, position) => {
    table.bytesOf(position).set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
  });
  return table;
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0);

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
        expect(found).toHaveLength(Math.min(limit, vectors.length));
        found.forEach(({ position, similarity }, place) => {
          expect(similarity).toBeCloseTo(dot(vectors[position] ?? query, query), 4);
          expect(similarity).toBeCloseTo(expected[place] ?? NaN, 4);
        });
        expect(new Set(found.map(({ position }) => position)).size).toBe(found.length);
      }),
    );
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
            expect(similarity).toBeCloseTo(numbers[place] ?? NaN, 5);
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
  expect(() => new VectorTable(2, 3).bytesOf(2)).toThrow('There is no vector 2 among 2.');
  expect(() => new VectorTable(2, 3).bytesOf(-1)).toThrow(RangeError);
});

test('more than a memory can hold is refused', () => {
  expect(() => new VectorTable(3_000_000, 512)).toThrow(
    '3000000 vectors of 512 dimensions are more than 4 GiB.',
  );
});
