import { crc32 } from 'node:zlib';

/*
 * The file: MAGIC, the key, the number n of parts, their n lengths in bytes, the parts, each filled up with zeros to a multiple of 4
 * bytes, and the CRC-32 of all that. Integers have 32 bits in the byte order of the machine; one of the other order takes it for
 * another file.
 */
const MAGIC = 0x314b4e44;
const WORD = Uint32Array.BYTES_PER_ELEMENT;
/** Where the key begins, and the number of parts, in bytes: a key is a SHA-256. */
const KEY_AT = WORD;
const COUNT_AT = KEY_AT + 32;
const LENGTHS_AT = COUNT_AT + WORD;

/** Bytes that are checked and written at once: between two such chunks something else may be done. */
const CHUNK = 1 << 20;

/**
 * A file of parts, chunk by chunk.
 *
 * @param key - SHA-256 of what the parts were made of
 */
export function* encodeParts(key: Uint8Array, parts: readonly Uint8Array[]): Generator<Uint8Array> {
  let check = 0;
  for (const part of [headOf(key, parts), ...parts]) {
    for (let at = 0; at < part.length; at += CHUNK) {
      const chunk = part.subarray(at, at + CHUNK);
      check = crc32(chunk, check);
      yield chunk;
    }
    const filling = new Uint8Array(filledUp(part.length) - part.length);
    check = crc32(filling, check);
    yield filling;
  }
  yield new Uint8Array(Uint32Array.of(check).buffer);
}

/**
 * The parts in a file of {@link encodeParts}, each a part of the file's own bytes that begins at a multiple of 4 in its buffer.
 *
 * @returns null when they are of another key, or the file is not as it was written
 */
export function decodeParts(file: Uint8Array, key: Uint8Array): Uint8Array[] | null {
  const checkAt = file.length - WORD;
  if (checkAt < LENGTHS_AT || checkAt % WORD !== 0) return null;
  const bytes = file.byteOffset % WORD === 0 ? file : new Uint8Array(file);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / WORD);
  if (words[0] !== MAGIC || Buffer.compare(bytes.subarray(KEY_AT, COUNT_AT), key) !== 0) return null;
  if (crc32(bytes.subarray(0, checkAt)) !== words.at(-1)) return null;
  const firstLength = LENGTHS_AT / WORD;
  const lengths = words.subarray(firstLength, firstLength + (words[COUNT_AT / WORD] ?? 0));
  let start = LENGTHS_AT + lengths.byteLength;
  const parts = Array.from(lengths, (length) => {
    const part = bytes.subarray(start, start + length);
    start += filledUp(length);
    return part;
  });
  return start === checkAt ? parts : null;
}

function headOf(key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const words = new Uint32Array(LENGTHS_AT / WORD + parts.length);
  const bytes = new Uint8Array(words.buffer);
  words[0] = MAGIC;
  bytes.set(key, KEY_AT);
  words[COUNT_AT / WORD] = parts.length;
  words.set(
    parts.map(({ length }) => length),
    LENGTHS_AT / WORD,
  );
  return bytes;
}

function filledUp(length: number): number {
  return Math.ceil(length / WORD) * WORD;
}
