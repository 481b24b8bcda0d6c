import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeVector, encodeVector } from './vectors.js';

test('a vector comes back as it was, to the last bit', () => {
  fc.assert(
    fc.property(fc.float32Array({ maxLength: 50, noNaN: true }), (vector) => {
      expect(decodeVector(encodeVector(vector))).toEqual(vector);
    }),
  );
});

test('the bytes are those of pgvector', () => {
  expect(encodeVector(Float32Array.of(1, -2)).toString('hex')).toBe('000200003f800000c0000000');
});
