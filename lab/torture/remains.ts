import { readdir } from 'node:fs/promises';
import { currentGeneration, listGenerations, readPointer } from '../../src/index/storage/generations.js';

/** How far a killed writer had come, as what it left on disk tells. In the order in which it comes to them. */
export type Remains =
  | 'before the lock'
  | 'with the lock, nothing embedded'
  | 'embedded, nothing built'
  | 'building a generation'
  | 'built, not published'
  | 'published, not tidied up'
  | 'tidied up';

/** @param published - the generation that was current when the writer began */
export async function remainsIn(indexDir: string, published: string | null): Promise<Remains> {
  const files = await readdir(indexDir);
  const generations = await listGenerations(indexDir);
  const isLocked = files.includes('writer.lock');
  if ((await currentGeneration(indexDir)) !== published) {
    return isLocked ? 'published, not tidied up' : 'tidied up';
  }
  if (!isLocked) return 'before the lock';
  if (generations.some((name) => name.endsWith('.building'))) return 'building a generation';
  if (generations.some((name) => published !== null && name > published)) return 'built, not published';
  return files.includes('embedding-progress') ? 'embedded, nothing built' : 'with the lock, nothing embedded';
}

/** The names of files and folders that killed or failed writers have left in an index, and that nobody needs. */
export async function litterIn(indexDir: string): Promise<string[]> {
  const files = (await readdir(indexDir)).filter((name) => name !== 'current' && name !== 'generations');
  const pointer = await readPointer(indexDir);
  const generations = await listGenerations(indexDir);
  return [...files, ...generations.filter((name) => name !== pointer?.current && name !== pointer?.before)];
}
