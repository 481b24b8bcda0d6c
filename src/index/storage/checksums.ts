import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeDurably } from '../../lib/durable-files.js';
import { indexDamaged, readOrDamaged } from './index-damaged.js';

/**
 * In the form of sha256sum, so that `sha256sum -c SHA256SUMS` checks a generation by hand; a comment before each line tells
 * how long the file is. Changed itself, it differs from what the other files are.
 */
const CHECKSUMS_FILE = 'SHA256SUMS';
/** A file's two lines, but that indexes of version 0.2 have no lengths. */
const ENTRY = /^# (?<bytes>\d+) bytes\n[0-9a-f]{64} {2}(?<name>.+)$/gmu;

/** Bytes read and hashed at once; by the 64 kB that a stream reads by itself, waiting would take longer than hashing. */
const READ_AT_ONCE = 1 << 20;

/** What is recorded of a file. */
interface Entry {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Records what `files` of `folder` hold. */
export async function writeChecksums(folder: string, files: readonly string[]): Promise<void> {
  const entries = await Promise.all(files.map((name) => entryOf(folder, name)));
  await writeDurably(path.join(folder, CHECKSUMS_FILE), entries.map(linesOf).join(''));
}

/**
 * Checks that `files` of `folder` hold what they held when the checksums were written.
 *
 * @throws {@link UserError} `index-damaged`, naming the file; that of the checksums where all files have theirs, or it lacks
 * one.
 */
export async function verifyChecksums(folder: string, files: readonly string[]): Promise<void> {
  const checksumsFile = path.join(folder, CHECKSUMS_FILE);
  const recorded = await readOrDamaged(checksumsFile, readFile(checksumsFile, 'utf8'));
  const hasLengths = recorded.startsWith('#');
  if (hasLengths) await verifyLengths(folder, files, recorded);
  const entries = await Promise.all(files.map((name) => entryOf(folder, name)));
  if (entries.map(hasLengths ? linesOf : checksumLineOf).join('') === recorded) return;
  const differing = entries.find(
    ({ name, sha256 }) => recorded.includes(`  ${name}\n`) && !recorded.includes(sha256),
  );
  if (differing === undefined) throw indexDamaged(checksumsFile, 'is not as it was written');
  throw indexDamaged(
    path.join(folder, differing.name),
    `is not as it was written: its SHA-256 differs from the one in ${CHECKSUMS_FILE}`,
  );
}

/** False when a file is not the one of its name whose checksum was written; true where there are no checksums. */
export async function isAsRecorded(folder: string, name: string): Promise<boolean> {
  const recorded = await readFile(path.join(folder, CHECKSUMS_FILE), 'utf8').catch(() => null);
  return recorded?.includes(checksumLineOf(await entryOf(folder, name))) ?? true;
}

/** Finds a file cut short without reading it; one of another length than recorded is read, to tell which of the two lies. */
async function verifyLengths(folder: string, files: readonly string[], recorded: string): Promise<void> {
  const lengths = new Map(
    [...recorded.matchAll(ENTRY)].map(({ groups }) => [groups?.['name'], groups?.['bytes']]),
  );
  for (const name of files) {
    const file = path.join(folder, name);
    const { size } = await readOrDamaged(file, stat(file));
    const bytes = lengths.get(name);
    if (bytes === undefined || size === Number(bytes)) continue;
    if (await isAsRecorded(folder, name)) {
      throw indexDamaged(
        path.join(folder, CHECKSUMS_FILE),
        `is not as it was written: ${name} has the SHA-256 in it, but ${size} bytes, not ${bytes}`,
      );
    }
    throw indexDamaged(file, `is not as it was written: it has ${size} bytes, not ${bytes}`);
  }
}

async function entryOf(folder: string, name: string): Promise<Entry> {
  const file = path.join(folder, name);
  const hash = createHash('sha256');
  let bytes = 0;
  await readOrDamaged(
    file,
    pipeline(
      createReadStream(file, { highWaterMark: READ_AT_ONCE }),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) {
          hash.update(chunk);
          bytes += chunk.length;
        }
      },
    ),
  );
  return { name, bytes, sha256: hash.digest('hex') };
}

function linesOf(entry: Entry): string {
  return `# ${entry.bytes} bytes\n${checksumLineOf(entry)}`;
}

function checksumLineOf({ sha256, name }: Entry): string {
  return `${sha256}  ${name}\n`;
}
