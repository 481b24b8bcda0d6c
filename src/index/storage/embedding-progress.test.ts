import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeVectors, encodeVectors } from './embedding-progress.js';

const key = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const vector = fc.float32Array({ minLength: 0, maxLength: 9 });
const entries = fc.uniqueArray(fc.tuple(key, vector), { selector: ([name]) => name, maxLength: 6 });

describe('vector records', () => {
  it('give back what was written, one batch behind the other', () => {
    fc.assert(
      fc.property(entries, entries, (first, second) => {
        const bytes = Buffer.concat([encodeVectors(first), encodeVectors(second)]);
        expect(decodeVectors(bytes)).toEqual({ vectors: new Map([...first, ...second]), end: bytes.length });
      }),
    );
  });

  it('give back all that is whole when the end was torn off', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (written, cut) => {
        const bytes = encodeVectors(written);
        const { vectors, end } = decodeVectors(bytes.subarray(0, cut % (bytes.length + 1)));
        const whole = written.slice(0, vectors.size);
        expect(vectors).toEqual(new Map(whole));
        expect(end).toBe(encodeVectors(whole).length);
        expect(encodeVectors(written.slice(0, vectors.size + 1)).length).toSatisfy(
          (next: number) => next > cut % (bytes.length + 1) || vectors.size === written.length,
        );
      }),
    );
  });

  it('give back nothing but what was written when any bit is flipped', () => {
    const flipped = entries
      .filter((written) => written.length > 0)
      .chain((written) =>
        fc.record({ written: fc.constant(written), bit: fc.nat(encodeVectors(written).length * 8 - 1) }),
      );
    fc.assert(
      fc.property(flipped, ({ written, bit }) => {
        const bytes = encodeVectors(written);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const { vectors } = decodeVectors(bytes);
        expect(vectors.size).toBeLessThan(written.length);
        expect(vectors).toEqual(new Map(written.slice(0, vectors.size)));
      }),
    );
  });

  it('read rubbish as nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeVectors(Buffer.from(bytes))).toEqual({ vectors: new Map(), end: 0 });
      }),
    );
  });
});
