import { constants } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { EmbeddingProgress } from '../passage-index.js';

const PROGRESS_FILE = 'embedding-progress';

/**
 * Reads what was embedded since the last publishing, for `keep` to add to. Nothing is written before that. What a crash
 * tore off or the disk spoilt is as good as not there.
 */
export async function openEmbeddingProgress(indexDir: string): Promise<EmbeddingProgress> {
  const file = path.join(indexDir, PROGRESS_FILE);
  // Whatever keeps it from being read, what it holds can be embedded again.
  const { vectors, end: whole } = decodeVectors(await readFile(file).catch(() => Buffer.alloc(0)));
  let end = whole;
  return {
    vectors,
    keep: async (more) => {
      const bytes = encodeVectors(more);
      await endWith(file, end, bytes);
      end += bytes.length;
    },
    // Left there, it would do no harm but take room.
    forget: () => rm(file, { force: true }).catch(() => undefined),
  };
}

/** Has the file go on with `bytes` after its first `length` ones, and waits until the disk has them. */
async function endWith(file: string, length: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND);
  try {
    await handle.truncate(length);
    await handle.appendFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/*
 * A record: the number of dimensions n (4 bytes), the key (32 bytes), n elements of 4 bytes, and the CRC-32 of all that
 * (4 bytes). Integers and elements are little-endian, as every machine is that onnxruntime runs on.
 */
const KEY_BYTES = 32;
const COUNT_BYTES = 4;
const CHECK_BYTES = 4;

interface DecodedVectors {
  /** By key, see `gather-articles.ts`. */
  readonly vectors: Map<string, Float32Array>;
  /** Where the last whole record ends; what follows was torn by a crash or damaged. */
  readonly end: number;
}

/**
 * Vectors as records that each prove to be whole, one after the other.
 *
 * @param vectors - by key: SHA-256 in hex
 */
export function encodeVectors(vectors: Iterable<readonly [key: string, vector: Float32Array]>): Buffer {
  const records: Buffer[] = [];
  for (const [key, vector] of vectors) {
    const count = Buffer.alloc(COUNT_BYTES);
    count.writeUInt32LE(vector.length);
    const elements = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
    const content = Buffer.concat([count, Buffer.from(key, 'hex'), elements]);
    const check = Buffer.alloc(CHECK_BYTES);
    check.writeUInt32LE(crc32(content));
    records.push(content, check);
  }
  return Buffer.concat(records);
}

/** Reads records up to the end, or to the first that is not whole. */
export function decodeVectors(bytes: Buffer): DecodedVectors {
  const vectors = new Map<string, Float32Array>();
  let at = 0;
  while (at + COUNT_BYTES <= bytes.length) {
    const elementsAt = at + COUNT_BYTES + KEY_BYTES;
    const checkAt = elementsAt + bytes.readUInt32LE(at) * Float32Array.BYTES_PER_ELEMENT;
    if (checkAt + CHECK_BYTES > bytes.length) break;
    if (crc32(bytes.subarray(at, checkAt)) !== bytes.readUInt32LE(checkAt)) break;
    const key = bytes.toString('hex', at + COUNT_BYTES, elementsAt);
    // Copied: a Float32Array has to begin at a multiple of 4, which a buffer need not.
    vectors.set(key, new Float32Array(new Uint8Array(bytes.subarray(elementsAt, checkAt)).buffer));
    at = checkAt + CHECK_BYTES;
  }
  return { vectors, end: at };
}
