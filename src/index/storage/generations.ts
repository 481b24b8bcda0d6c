import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  isLeftoverOf,
  makeFolder,
  renameDurably,
  replaceDurably,
  syncFolder,
} from '../../lib/durable-files.js';
import { hasErrorCode, UserError } from '../../lib/errors.js';
import { indexDamaged, readOrDamaged, isIndexDamage, rollbackImpossible } from './index-errors.js';

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
 * worked out of them may be kept beside them. `current` is there before any generation is, so that one without it tells that it
 * was lost.
 */
const UNFINISHED = '.building';
/** A generation's name: see {@link newGenerationName}. */
const NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{6}$/;
/** The file of {@link GenerationPointer}: the name of the current generation, and of the one before in a second line. */
const POINTER = 'current';
/** What it holds until the first generation is published. */
const NONE_YET = 'none\n';

/** Which generations count, whatever folders there are and however their names sort. */
interface GenerationPointer {
  /** The one that readers open. */
  readonly current: string;
  /** The one to go back to; null after the first generation, and after going back. */
  readonly before: string | null;
}

/**
 * The name of the generation to read, null when none was ever published. Cheap: a running reader may ask every few
 * seconds to notice that there is a newer one.
 *
 * @throws {@link UserError} `index-damaged` when the pointer file is not one.
 */
export async function currentGeneration(indexDir: string): Promise<string | null> {
  return (await readPointer(indexDir))?.current ?? null;
}

export function generationFolder(indexDir: string, generation: string): string {
  return path.join(generationsFolder(indexDir), generation);
}

interface NewGeneration {
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
  await makeFolder(generationsFolder(indexDir));
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
  if (before === null) throw rollbackImpossible(indexDir, current);
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

function pointerFile(indexDir: string): string {
  return path.join(indexDir, POINTER);
}

/** What is said of a file in a folder that is none: no index was ever there, and whoever writes one says what is in the way. */
const NOWHERE = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

async function readIfThere(indexDir: string): Promise<string | null> {
  const file = pointerFile(indexDir);
  const reading = readFile(file, 'utf8').catch((error: unknown) => {
    if (hasErrorCode(error, ...NOWHERE)) return null;
    throw error;
  });
  return await readOrDamaged(file, reading);
}

/** Null when the text names no generation. A second line that is not one is as good as none. */
function parsePointer(text: string): GenerationPointer | null {
  const [current = '', before = ''] = text.split('\n').map((line) => line.trimEnd());
  if (!isGenerationName(current)) return null;
  return { current, before: isGenerationName(before) ? before : null };
}

/** What the pointer's file holds, be it rubbish. */
interface PointerLook {
  readonly text: string;
  /** Null where it is rubbish. */
  readonly names: GenerationPointer | null;
  readonly damage: UserError | null;
}

/** Null when nothing was ever published. */
async function lookAtPointer(indexDir: string): Promise<PointerLook | null> {
  try {
    let text = await readIfThere(indexDir);
    if (text === null && (await listGenerations(indexDir)).some(isGenerationName)) {
      // The first generation may have come out between the two looks. It never comes before the pointer: see publishGeneration.
      text = await readIfThere(indexDir);
      if (text === null) throw indexDamaged(pointerFile(indexDir), 'is missing');
    }
    if (text === null || text === NONE_YET) return null;
    const names = parsePointer(text);
    return { text, names, damage: names === null ? namesNoGeneration(indexDir) : null };
  } catch (error) {
    if (!isIndexDamage(error)) throw error;
    return { text: '', names: null, damage: error };
  }
}

/**
 * The pointer; null when nothing was ever published.
 *
 * @throws {@link UserError} `index-damaged` when it names no generation, cannot be read, or is missing where there is one
 */
export async function readPointer(indexDir: string): Promise<GenerationPointer | null> {
  const look = await lookAtPointer(indexDir);
  if (look?.damage) throw look.damage;
  return look?.names ?? null;
}

/** Replaces the pointer at once; null says that nothing is published yet. */
export async function writePointer(indexDir: string, pointer: GenerationPointer | null): Promise<void> {
  const names = namedBy(pointer);
  await replaceDurably(pointerFile(indexDir), names.length === 0 ? NONE_YET : `${names.join('\n')}\n`);
}

function namedBy(pointer: GenerationPointer | null): string[] {
  return [pointer?.current, pointer?.before].filter((name) => typeof name === 'string');
}

function namesNoGeneration(indexDir: string): UserError {
  return indexDamaged(pointerFile(indexDir), 'does not name a generation');
}

function generationsFolder(indexDir: string): string {
  return path.join(indexDir, 'generations');
}

/** What is in the folder of generations, in the order of their names, which is that of their publishing. */
export async function listGenerations(indexDir: string): Promise<string[]> {
  return (await readdir(generationsFolder(indexDir)).catch(() => [])).sort();
}

export function isGenerationName(name: string): boolean {
  return NAME.test(name);
}

/**
 * A name that no other generation has, sorting behind those of `existing`: `20241017T211900Z-3fa9c1`. It tells the second
 * at which the generation was built; where the clock has been set back, the second after the newest of `existing`.
 *
 * @param existing - names of generations, and of other things, which do not count
 */
export function newGenerationName(builtAt: Date, existing: readonly string[]): string {
  const behind = Math.max(...existing.map((name) => secondOf(name) + 1000));
  const second = new Date(Math.max(builtAt.getTime(), behind)).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${second}-${randomBytes(3).toString('hex')}`;
}

/** Milliseconds since 1970 of the second in a generation's name; -Infinity for any other name. */
function secondOf(name: string): number {
  if (!isGenerationName(name)) return -Infinity;
  const time = Date.parse(name.replace(NAME, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(time) ? -Infinity : time;
}

export interface OpenedGeneration<T> {
  readonly opened: T;
  /** What is wrong with the current generation, in whose place the last whole one was opened; null when it is itself. */
  readonly damage: UserError | null;
}

/**
 * Opens the current generation; null when none was ever published.
 *
 * A damaged one is passed over for the one before, and where the pointer names nothing that is there, for the newest that
 * is whole. A generation is removed once two newer ones are out, even while it is being opened: then the newest is opened
 * instead, and that is no damage.
 *
 * @param open - reads all of a generation; throws `index-damaged` when it cannot.
 * @throws {@link UserError} `index-damaged` when no generation is whole; what `open` throws of a current one that is.
 */
export async function openCurrentGeneration<T>(
  indexDir: string,
  open: (generation: string) => Promise<T>,
): Promise<OpenedGeneration<T> | null> {
  for (;;) {
    const pointer = await lookAtPointer(indexDir);
    if (pointer === null) return null;
    const opened = await openFirstWhole(indexDir, pointer, open);
    if (opened !== null) return opened;
  }
}

/** Null when the pointer has been replaced meanwhile, so that nothing can be told of the generations that it named. */
async function openFirstWhole<T>(
  indexDir: string,
  pointer: PointerLook,
  open: (generation: string) => Promise<T>,
): Promise<OpenedGeneration<T> | null> {
  let { damage } = pointer;
  for (const generation of await candidates(indexDir, pointer.names)) {
    try {
      return { opened: await open(generation), damage };
    } catch (error) {
      if ((await lookAtPointer(indexDir))?.text !== pointer.text) return null;
      if (damage !== null) continue;
      if (!isIndexDamage(error)) throw error;
      damage = error;
    }
  }
  throw damage ?? namesNoGeneration(indexDir);
}

async function candidates(indexDir: string, names: GenerationPointer | null): Promise<string[]> {
  const named = namedBy(names);
  const there = (await listGenerations(indexDir)).filter(isGenerationName);
  // One that the pointer does not name was gone back from, or never published; it is better than none.
  return named.some((name) => there.includes(name)) ? named : [...named, ...there.reverse()];
}
