/*
 * How pgvector sends and receives a vector: the number of dimensions and an unused number (2 bytes each), then the elements
 * (4 bytes each), all big-endian. As bytes it takes a third of the text that JSON would make of it, and is exact.
 */
const HEADER_BYTES = 4;
const ELEMENT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** A vector as the binary value of a parameter of the type `vector`. */
export function encodeVector(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + vector.length * ELEMENT_BYTES);
  bytes.writeUInt16BE(vector.length);
  for (const [at, element] of vector.entries())
    bytes.writeFloatBE(element, HEADER_BYTES + at * ELEMENT_BYTES);
  return bytes;
}

/** A vector from what pgvector's `vector_send` gives. */
export function decodeVector(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.readUInt16BE() }, (_, at) =>
    bytes.readFloatBE(HEADER_BYTES + at * ELEMENT_BYTES),
  );
}
