import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeDurably } from '../durable-files.js';
import { hasErrorCode } from '../error-code.js';
import { indexDamaged } from '../generations.js';

/** In the form of sha256sum, so that `sha256sum -c SHA256SUMS` checks a generation by hand. */
const CHECKSUMS_FILE = 'SHA256SUMS';

/** Records what `files` of `folder` hold. */
export async function writeChecksums(folder: string, files: readonly string[]): Promise<void> {
  await writeDurably(path.join(folder, CHECKSUMS_FILE), await checksums(folder, files));
}

/**
 * Checks that `files` of `folder` hold what they held when the checksums were written.
 *
 * @throws {@link UserError} `index-damaged`, naming the file.
 */
export async function verifyChecksums(folder: string, files: readonly string[]): Promise<void> {
  const checksumsFile = path.join(folder, CHECKSUMS_FILE);
  const recorded = await orDamaged(checksumsFile, readFile(checksumsFile, 'utf8'));
  const actual = await checksums(folder, files);
  if (actual === recorded) return;
  const lines = new Set(recorded.split('\n'));
  const differing = files.find((_, at) => !lines.has(actual.split('\n')[at] ?? ''));
  throw indexDamaged(
    path.join(folder, differing ?? CHECKSUMS_FILE),
    `is not as it was written: its SHA-256 differs from the one in ${CHECKSUMS_FILE}`,
  );
}

async function checksums(folder: string, files: readonly string[]): Promise<string> {
  const lines = await Promise.all(
    files.map(async (name) => {
      const file = path.join(folder, name);
      const hash = createHash('sha256');
      await orDamaged(file, pipeline(createReadStream(file), hash));
      return `${hash.digest('hex')}  ${name}\n`;
    }),
  );
  return lines.join('');
}

async function orDamaged<T>(file: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) throw indexDamaged(file, 'is missing', error);
    throw error;
  }
}
