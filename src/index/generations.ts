import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../errors.js';
import { replaceDurably, syncFolder } from './durable-files.js';
import { hasErrorCode } from './error-code.js';

/*
 * The folder of an index:
 *
 *   current                    one line: the name of the generation that readers open
 *   generations/<name>/        whole generations: the current one and the one before it
 *   generations/<name>.building/   one being written, or left by a crash; never opened
 *
 * A generation is complete and on disk before `current` names it, and is never written to afterwards.
 */
const POINTER = 'current';
const GENERATIONS = 'generations';
const UNFINISHED = '.building';
const GENERATION_NAME = /^\d{8}T\d{6}Z-[0-9a-f]{6}$/;

/**
 * The name of the generation to read, null when none was ever published. Cheap: a running reader may ask every few
 * seconds to notice that there is a newer one.
 *
 * @throws {@link UserError} `index-damaged` when the pointer file is not one.
 */
export async function currentGeneration(indexDir: string): Promise<string | null> {
  const pointer = path.join(indexDir, POINTER);
  let line: string;
  try {
    line = await readFile(pointer, 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return null;
    throw error;
  }
  const generation = line.trimEnd();
  if (!GENERATION_NAME.test(generation)) throw indexDamaged(pointer, 'does not name a generation');
  return generation;
}

/**
 * Opens the current generation; null when none was ever published. A generation is removed once two newer ones are
 * out, even while it is being opened: then the newest is opened instead.
 */
export async function openCurrentGeneration<T>(
  indexDir: string,
  open: (generation: string) => Promise<T>,
): Promise<T | null> {
  for (;;) {
    const generation = await currentGeneration(indexDir);
    if (generation === null) return null;
    try {
      return await open(generation);
    } catch (error) {
      if ((await currentGeneration(indexDir)) === generation) throw error;
    }
  }
}

/** Where a published generation's files are. */
export function generationFolder(indexDir: string, generation: string): string {
  return path.join(indexDir, GENERATIONS, generation);
}

/** A name that no other generation has, sorting by time: `20241017T211900Z-3fa9c1`. */
export function newGenerationName(builtAt: Date): string {
  const second = builtAt.toISOString().replace(/[-:]|\.\d+/g, '');
  return `${second}-${randomBytes(3).toString('hex')}`;
}

/**
 * Has `build` write a generation's files into a folder and makes that the current generation. Whatever fails, readers
 * get the old generation or the new one, never a part. The generation before stays on disk; older ones, and what
 * crashed writers have left, are removed. The caller holds the writer's lock.
 *
 * @param build - writes the files into the folder given, and waits until the disk has them.
 */
export async function publishGeneration(
  indexDir: string,
  generation: string,
  build: (folder: string) => Promise<void>,
): Promise<void> {
  const generations = path.join(indexDir, GENERATIONS);
  await mkdir(generations, { recursive: true });
  await removeGenerations(generations, (name) => name.endsWith(UNFINISHED));

  const folder = generationFolder(indexDir, generation);
  const unfinished = folder + UNFINISHED;
  await mkdir(unfinished);
  try {
    await build(unfinished);
    await syncFolder(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  await syncFolder(generations);

  const before = await currentGeneration(indexDir).catch(() => null);
  await replaceDurably(path.join(indexDir, POINTER), `${generation}\n`);
  // The new generation is out; what cannot be removed now (Windows: a file is open) the next writer removes.
  await removeGenerations(generations, (name) => name !== generation && name !== before).catch(
    () => undefined,
  );
}

/** The error for a file of the index that is not as it was written. */
export function indexDamaged(file: string, what: string, cause?: unknown): UserError {
  return new UserError(
    'index-damaged',
    `The index is damaged: ${file} ${what}.`,
    'Run `npm run reindex -- --full` to build it again from the articles.',
    { cause },
  );
}

async function removeGenerations(generations: string, unwanted: (name: string) => boolean): Promise<void> {
  const names = (await readdir(generations)).filter(unwanted);
  await Promise.all(names.map((name) => rm(path.join(generations, name), { recursive: true, force: true })));
}
