import { randomUUID } from 'node:crypto';
import { readFileSync, constants } from 'node:fs';
import { readdir, rename, rm, writeFile, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  identityDifferences,
  indexIncompatible,
  type DerivedData,
  type IndexIdentity,
  type PassageIndex,
  type IndexContents,
  type IndexStore,
  type PublishedIndex,
  type RolledBack,
  type EmbeddingProgress,
} from '../passage-index.js';
import { readGeneration, type StoredGeneration, writeGeneration } from './generation-files.js';
import {
  indexMissing,
  openCurrentGeneration,
  generationFolder,
  publishGeneration,
  rollBackGeneration,
} from './generations.js';
import { openVectors, readVectors, type VectorSources } from './vector-file.js';
import type { VectorTable } from './vector-table.js';
import { UserError } from '../../lib/errors.js';
import { orUnwritable } from './index-errors.js';
import {
  LockTaken,
  nameOf,
  readLock,
  takeLock,
  type LockHolder,
  type LockTimes,
} from '../../lib/file-lock.js';
import { crc32 } from 'node:zlib';

/**
 * Opens the current generation of the index in `indexDir` and loads all of it, so that later generations do not
 * disturb it. `currentGeneration` tells when there is a newer one to open. Where the current one is damaged, the last whole
 * one is opened, and the index says so ({@link PassageIndex.damage}).
 *
 * @param expected - what the index must have been built with; null for whatever it was: the caller compares before asking it.
 * @throws {@link UserError} `index-missing`, `index-incompatible`, and `index-damaged` when no generation is whole.
 */
export async function openVectraIndex(
  indexDir: string,
  expected: IndexIdentity | null,
): Promise<PassageIndex> {
  const current = await openCurrentGeneration(indexDir, async (generation) => {
    const stored = await readGeneration(indexDir, generation);
    const { identity } = stored.manifest;
    const differences = expected === null ? [] : identityDifferences(identity, expected);
    if (differences.length > 0) throw indexIncompatible(indexDir, differences);
    return passageIndexOf(stored, await openVectors(stored.folder, stored.articles, identity.dimensions));
  });
  if (current === null) throw indexMissing(indexDir);
  const { opened, damage } = current;
  return damage === null ? opened : { ...opened, damage };
}

/** The search is exact: every vector is compared. */
function passageIndexOf(
  { folder, manifest, articles }: StoredGeneration,
  vectors: VectorTable,
): PassageIndex {
  const passages = articles.flatMap((one) => one.passages.map(({ passage }) => passage));
  return {
    identity: manifest.identity,
    generation: manifest.generation,
    builtAt: manifest.builtAt,
    derived: derivedFiles(folder),
    articles: articles.map(({ article }) => article),
    passages,
    nearest: (vector, limit, articleIds) => {
      const accepts =
        articleIds && ((position: number) => articleIds.has(passages[position]?.articleId ?? ''));
      return Promise.resolve().then(() => vectors.nearest(vector, limit, accepts));
    },
  };
}

/** Between the name of a file and what tells apart those who are writing it. */
const UNFINISHED = '.unfinished-';

/**
 * Files in a generation's folder, beside its own: the checksums know nothing of them, and they go with the folder. Nothing is flushed
 * to the disk: what a crash tears its reader finds out, and does without.
 *
 * @param folder - of a published generation
 */
export function derivedFiles(folder: string): DerivedData {
  return {
    read: (name) => {
      try {
        return readFileSync(path.join(folder, name));
      } catch {
        return null;
      }
    },
    keep: async (name, chunks) => {
      const unfinished = path.join(folder, name + UNFINISHED + randomUUID());
      try {
        await removeUnfinished(folder, name);
        await writeFile(unfinished, chunks);
        await rename(unfinished, path.join(folder, name));
      } catch {
        await rm(unfinished, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** What others are writing goes, too: one that comes later writes the same, and a process that was killed goes on no more. */
async function removeUnfinished(folder: string, name: string): Promise<void> {
  const names = await readdir(folder);
  const unfinished = names.filter((other) => other.startsWith(name + UNFINISHED));
  await Promise.all(unfinished.map((other) => rm(path.join(folder, other), { force: true })));
}

/** The {@link IndexStore} of generations in `indexDir`, with their vectors in vectra's files. */
export function vectraStore(indexDir: string, now: () => Date): IndexStore {
  let held: (() => Promise<void>) | null = null;
  const assertHeld = async () => held?.();
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    await assertHeld();
    return await orUnwritable(indexDir, work);
  };
  return {
    published: () => readPublished(indexDir),
    exclusively: (work) =>
      withWriterLock(indexDir, now, (assertLock) => {
        held = assertLock;
        return work().finally(() => {
          held = null;
        });
      }),
    embeddingProgress: async () => {
      const progress = await openEmbeddingProgress(indexDir);
      return {
        vectors: progress.vectors,
        keep: (vectors) => write(() => progress.keep(vectors)),
        // It is another's by now where the lock is lost.
        forget: () =>
          assertHeld().then(
            () => progress.forget(),
            () => undefined,
          ),
      };
    },
    publish: (contents) =>
      write(() =>
        publishGeneration(indexDir, {
          builtAt: contents.builtAt,
          builtFrom: contents.builtFrom,
          build: async (folder, generation) => {
            await writeGeneration(folder, generation, contents, vectorSources(indexDir, contents));
            await assertHeld();
          },
        }),
      ),
    rollBack: () => write(() => rollBack(indexDir, assertHeld)),
  };
}

/** Vectors taken over are copied from file to file, without a look at what they hold. */
function vectorSources(indexDir: string, { vectors, takenOver }: IndexContents): VectorSources {
  if (takenOver === undefined) return { vectors };
  const { generation, articles } = takenOver;
  return { vectors, written: { folder: generationFolder(indexDir, generation), articles } };
}

async function rollBack(indexDir: string, assertHeld: () => Promise<void>): Promise<RolledBack> {
  const read = async (generation: string) => (await readGeneration(indexDir, generation)).manifest;
  const { from, to, checked } = await rollBackGeneration(indexDir, async (generation) => {
    const manifest = await read(generation);
    await assertHeld();
    return manifest;
  });
  const left = await read(from).catch(() => null);
  const { builtAt, identity, totals } = checked;
  return {
    from: { generation: from, builtAt: left?.builtAt ?? null },
    to: { generation: to, builtAt, modelName: identity.modelName, ...totals },
  };
}

async function readPublished(indexDir: string): Promise<PublishedIndex | null> {
  try {
    const current = await openCurrentGeneration(indexDir, (generation) =>
      readGeneration(indexDir, generation),
    );
    if (current === null) return null;
    const { opened: stored, damage } = current;
    return {
      generation: stored.manifest.generation,
      damage,
      identity: stored.manifest.identity,
      articles: stored.articles,
      vectors: () => readVectors(stored.folder, stored.articles, stored.manifest.identity.dimensions),
    };
  } catch (error) {
    if (error instanceof UserError && error.code === 'index-incompatible') return null;
    throw error;
  }
}

const LOCK = 'writer.lock';
const TIMES: LockTimes = { stale: 60_000, update: 10_000 };

/**
 * Runs `work` as the only writer of `indexDir`, on this machine and on others that share the folder. The lock of a
 * process of this machine is taken over as soon as it is no longer alive; of another machine's when it has given no sign of life
 * for a while.
 *
 * @param work - is given what is to be called before anything is written that only one writer may write: it throws `index-locked` when
 * the lock has been taken away or over
 * @throws {@link UserError} `index-locked`, saying who holds it and since when.
 */
export async function withWriterLock<T>(
  indexDir: string,
  now: () => Date,
  work: (assertHeld: () => Promise<void>) => Promise<T>,
  times: LockTimes = TIMES,
): Promise<T> {
  const folder = path.resolve(lockIn(indexDir));
  const lock = await orUnwritable(indexDir, () => takeLock(folder, { times, now })).catch(
    (error: unknown) => {
      throw error instanceof LockTaken ? indexLocked(folder, error.holder) : error;
    },
  );
  try {
    return await work(async () => {
      if (!(await lock.isHeld())) throw await lockLost(folder, lock.holder);
    });
  } finally {
    await lock.release();
  }
}

function indexLocked(folder: string, holder: LockHolder | null): UserError {
  return new UserError(
    'index-locked',
    `The index is being written by ${nameOf(holder)}.`,
    `Wait until that has finished. If it no longer runs, delete ${folder}.`,
  );
}

async function lockLost(folder: string, { token }: LockHolder): Promise<UserError> {
  const holder = (await readLock(folder))?.holder ?? null;
  const who = holder === null || holder.token === token ? '' : `: ${nameOf(holder)} has it`;
  return new UserError(
    'index-locked',
    `This process no longer holds the lock ${folder}${who}.`,
    'Nothing of what it did is published. Wait until no other process writes the index, then run `npm run reindex` again.',
  );
}

/** Where the lock of an index is. */
export function lockIn(indexDir: string): string {
  return path.join(indexDir, LOCK);
}

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

/**
 * Reads records up to the end, or to the first that is not whole.
 *
 * @returns the vectors by key, and where the last whole record ends; what follows was torn by a crash or damaged
 */
export function decodeVectors(bytes: Buffer): { vectors: Map<string, Float32Array>; end: number } {
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
