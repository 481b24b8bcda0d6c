import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../lib/errors.js';
import { isLeftoverOf, renameDurably, syncFolder } from '../../lib/durable-files.js';
import { generationsFolder, listGenerations } from './generation-folders.js';
import { newGenerationName } from './generation-names.js';
import { POINTER, readPointer, writePointer } from './generation-pointer.js';

/*
 * The folder of an index:
 *
 *   current                        which generation readers open, and which is the one before it; `none` before the first
 *   generations/<name>/            whole generations: these two, and one gone back from until the next is published
 *   generations/<name>.building/   one being written, or left by a crash; never opened
 *   writer.lock/                   while a writer is at work
 *   embedding-progress             the vectors of a run that has not come to its end
 *
 * A generation is complete and on disk before `current` names it, and its files are never written to afterwards; what is
 * worked out of them may be kept beside them. `current` is there
 * before any generation is, so that one without it tells that it was lost.
 */
const UNFINISHED = '.building';

/**
 * The name of the generation to read, null when none was ever published. Cheap: a running reader may ask every few
 * seconds to notice that there is a newer one.
 *
 * @throws {@link UserError} `index-damaged` when the pointer file is not one.
 */
export async function currentGeneration(indexDir: string): Promise<string | null> {
  return (await readPointer(indexDir))?.current ?? null;
}

/** Where a published generation's files are. */
export function generationFolder(indexDir: string, generation: string): string {
  return path.join(generationsFolder(indexDir), generation);
}

/** A generation to be. */
export interface NewGeneration {
  readonly builtAt: Date;
  /** The whole generation to keep as the one before; the current one when left out. */
  readonly builtFrom?: string | undefined;
  /** Writes the files into the folder given, and waits until the disk has them. */
  readonly build: (folder: string, generation: string) => Promise<void>;
}

/**
 * Builds a generation and makes it the current one. Whatever fails, readers get the old generation or the new one, never
 * a part. The generation before stays on disk; others, and what crashed writers have left, are removed. The caller holds
 * the writer's lock.
 *
 * @returns the name of the new generation.
 */
export async function publishGeneration(
  indexDir: string,
  { builtAt, builtFrom, build }: NewGeneration,
): Promise<string> {
  await mkdir(generationsFolder(indexDir), { recursive: true });
  await removeGenerations(indexDir, (name) => name.endsWith(UNFINISHED));
  await removeUnfinishedPointers(indexDir);

  const generation = newGenerationName(builtAt, await listGenerations(indexDir));
  const folder = generationFolder(indexDir, generation);
  const unfinished = folder + UNFINISHED;
  await mkdir(unfinished);
  const before = builtFrom ?? (await currentGeneration(indexDir).catch(() => null));
  try {
    await build(unfinished, generation);
    await syncFolder(unfinished);
    await ensurePointer(indexDir, before);
    await renameDurably(unfinished, folder);
    await writePointer(indexDir, { current: generation, before });
  } catch (error) {
    // On a full disk what is of no use makes room; where the pointer can't be read either, the new generation may be out.
    const isOut = (await currentGeneration(indexDir).catch(() => generation)) === generation;
    await removeGenerations(
      indexDir,
      (name) => name === path.basename(unfinished) || (name === generation && !isOut),
    );
    throw error;
  }
  await removeGenerations(indexDir, (name) => name !== generation && name !== before);
  return generation;
}

/**
 * Makes the generation before the current one again. The one gone back from is let go: the next publishing removes it. The
 * caller holds the writer's lock.
 *
 * @param check - reads the generation given, and throws when it cannot.
 * @throws {@link UserError} `index-missing`, `index-damaged`, `rollback-impossible`, having changed nothing.
 */
export async function rollBackGeneration<T>(
  indexDir: string,
  check: (generation: string) => Promise<T>,
): Promise<{ readonly from: string; readonly to: string; readonly checked: T }> {
  const pointer = await readPointer(indexDir);
  if (pointer === null) throw indexMissing(indexDir);
  const { current, before } = pointer;
  if (before === null) {
    throw new UserError(
      'rollback-impossible',
      `The index in ${indexDir} has no generation before ${current} to go back to.`,
      'Run `npm run reindex` to bring the index up to date with the articles instead.',
    );
  }
  const checked = await check(before);
  await writePointer(indexDir, { current: before, before: null });
  return { from: current, to: before, checked };
}

/**
 * Where the pointer names nothing, has it name what readers get now: they would take the newest generation that is there, and
 * that is about to be one which is not published.
 */
async function ensurePointer(indexDir: string, inUse: string | null): Promise<void> {
  const pointer = await readPointer(indexDir).catch(() => null);
  if (pointer !== null) return;
  await writePointer(indexDir, inUse === null ? null : { current: inUse, before: null });
}

/** The error for a folder in which no index was ever published. */
export function indexMissing(indexDir: string): UserError {
  return new UserError(
    'index-missing',
    `There is no index in ${indexDir}.`,
    'Run `npm run reindex` to build it.',
  );
}

async function removeUnfinishedPointers(indexDir: string): Promise<void> {
  const names = (await readdir(indexDir)).filter((name) => isLeftoverOf(POINTER, name));
  await Promise.allSettled(names.map((name) => rm(path.join(indexDir, name), { force: true })));
}

/** What cannot be removed now (Windows: a reader has a file of it open) is left for the next writer. */
async function removeGenerations(indexDir: string, unwanted: (name: string) => boolean): Promise<void> {
  const names = (await listGenerations(indexDir)).filter(unwanted);
  await Promise.allSettled(
    names.map((name) => rm(generationFolder(indexDir, name), { recursive: true, force: true })),
  );
}
