import type { BigIntStats } from 'node:fs';
import { fail, succeed, type Outcome } from '../outcome.js';

/** Largest file that is read, in bytes: a long article is a tenth of a megabyte, so more is a mistake. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** An open file, whose calls wait for the disk. */
export interface OpenFile {
  stat(): BigIntStats;
  /** @returns how many bytes were read into `bytes` from `offset` on; 0 at the file's end. */
  read(bytes: Uint8Array, offset: number, length: number): number;
}

/** The bytes of an open file, which must be a regular one and must not change meanwhile. Reads no more than the limit. */
export function readWhole(file: OpenFile): Outcome<Uint8Array> {
  const before = file.stat();
  if (!before.isFile())
    return fail('It is not a regular file.', 'Put the article there as an ordinary file.');
  const size = Number(before.size);
  if (size > MAX_FILE_BYTES) {
    return fail(
      `The file is too large: ${(size / 1024 / 1024).toFixed(1)} MB of at most ${MAX_FILE_BYTES / 1024 / 1024} MB.`,
      'Split it into one file an article.',
    );
  }
  // One byte more than there should be tells that the file has grown.
  const bytes = Buffer.alloc(size + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read) {
    read = file.read(bytes, length, bytes.length - length);
  }
  const after = file.stat();
  if (length !== size || after.size !== before.size || after.mtimeNs !== before.mtimeNs) {
    return fail(
      'The file was written to while it was being read.',
      'Run the command again once it is whole.',
    );
  }
  return succeed(bytes.subarray(0, length));
}
