import type { UserError } from '../../lib/errors.js';
import {
  isGenerationName,
  listGenerations,
  namesNoGeneration,
  parsePointer,
  readPointerText,
} from './generations.js';
import { isIndexDamage } from './index-errors.js';

/** What came of opening the current generation. */
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

/** What the pointer's file holds, be it rubbish. */
interface PointerLook {
  readonly text: string;
  readonly damage: UserError | null;
}

async function lookAtPointer(indexDir: string): Promise<PointerLook | null> {
  try {
    const text = await readPointerText(indexDir);
    if (text === null) return null;
    return { text, damage: parsePointer(text) === null ? namesNoGeneration(indexDir) : null };
  } catch (error) {
    if (!isIndexDamage(error)) throw error;
    return { text: '', damage: error };
  }
}

/** Null when the pointer has been replaced meanwhile, so that nothing can be told of the generations that it named. */
async function openFirstWhole<T>(
  indexDir: string,
  pointer: PointerLook,
  open: (generation: string) => Promise<T>,
): Promise<OpenedGeneration<T> | null> {
  let { damage } = pointer;
  for (const generation of await candidates(indexDir, pointer.text)) {
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

/** The generations to try, in this order. */
async function candidates(indexDir: string, pointerText: string): Promise<string[]> {
  const { current = null, before = null } = parsePointer(pointerText) ?? {};
  const named = [current, before].filter((name) => name !== null);
  const there = (await listGenerations(indexDir)).filter(isGenerationName);
  // One that the pointer does not name was gone back from, or never published; it is better than none.
  return named.some((name) => there.includes(name)) ? named : [...named, ...there.reverse()];
}
