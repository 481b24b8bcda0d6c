import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeParts, encodeParts } from './binary-container.js';

const keyArbitrary = fc.uint8Array({ minLength: 32, maxLength: 32 });
const partsArbitrary = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 5 });

const fileOf = (...written: Parameters<typeof encodeParts>) => Buffer.concat([...encodeParts(...written)]);
const bytesOf = (parts: readonly Uint8Array[] | null) => parts?.map((part) => [...part]);

test('parts are read as they were written, each where numbers of 4 bytes may begin, wherever the file itself begins', () => {
  fc.assert(
    fc.property(keyArbitrary, partsArbitrary, fc.nat(7), (key, parts, offset) => {
      const file = Buffer.concat([Buffer.alloc(offset), fileOf(key, parts)]).subarray(offset);
      const read = decodeParts(file, key);
      expect(bytesOf(read)).toEqual(bytesOf(parts));
      expect(read?.every(({ byteOffset }) => byteOffset % 4 === 0)).toBe(true);
    }),
  );
});

test('long parts are written bit by bit, and read as one', () => {
  const [key, part] = [new Uint8Array(32), Buffer.alloc((5 << 20) / 2, 'đoạn')];
  const chunks = [...encodeParts(key, [part])];
  expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(part.length);
  expect(part.equals(decodeParts(Buffer.concat(chunks), key)?.[0] ?? new Uint8Array())).toBe(true);
});

test('parts of another key are not read', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(keyArbitrary, { minLength: 2, maxLength: 2 }),
      partsArbitrary,
      (keys, parts) => {
        const [key = new Uint8Array(), other = new Uint8Array()] = keys;
        fc.pre(Buffer.compare(key, other) !== 0);
        expect(decodeParts(fileOf(key, parts), other)).toBeNull();
      },
    ),
  );
});

test('nothing is read of a file with a byte that is not as it was written', () => {
  fc.assert(
    fc.property(
      keyArbitrary,
      partsArbitrary,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (key, parts, place, by) => {
        const file = fileOf(key, parts);
        const at = place % file.length;
        file.writeUInt8((file[at] ?? 0) ^ by, at);
        expect(decodeParts(file, key)).toBeNull();
      },
    ),
  );
});

test('nothing is read of a file that is too short or too long, or of anything else', () => {
  fc.assert(
    fc.property(
      keyArbitrary,
      partsArbitrary,
      fc.nat(),
      fc.uint8Array({ minLength: 1 }),
      (key, parts, place, more) => {
        const file = fileOf(key, parts);
        expect(decodeParts(file.subarray(0, place % file.length), key)).toBeNull();
        expect(decodeParts(Buffer.concat([file, more]), key)).toBeNull();
        expect(decodeParts(more, key)).toBeNull();
      },
    ),
  );
});
